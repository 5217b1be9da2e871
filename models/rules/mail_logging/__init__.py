"""E-mail logging: messages between salespeople and contacts become log entries (domain.md 4)."""

from models.rules.mail_logging.run import Outcome, Report, Result, content_limit, log_messages

__all__ = ["Outcome", "Report", "Result", "content_limit", "log_messages"]
