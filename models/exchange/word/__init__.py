"""Word documents: filled and made; `reading` shows them."""

from models.exchange.word.blank import blank
from models.exchange.word.filling import fields, fill, fill_many

__all__ = ["blank", "fields", "fill", "fill_many"]
