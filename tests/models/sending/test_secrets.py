"""Passwords come from the environment or a program of the person's; what goes wrong is a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.errors import RuleError
from models.exchange import secrets


def _program(code: str) -> str:
    return f'"{sys.executable}" -c "{code}"'


def test_the_environment_comes_before_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert secrets.password(secrets.SMTP_PASSWORD, "") == ""
    assert secrets.password(secrets.SMTP_PASSWORD, _program("print(' se same ')")) == " se same "
    monkeypatch.setenv(secrets.SMTP_PASSWORD, "other")
    assert secrets.password(secrets.SMTP_PASSWORD, "no-such-program") == "other"


def test_the_first_line_is_the_password_and_no_shell_reads_the_command(tmp_path: Path) -> None:
    assert secrets.password(secrets.IMAP_PASSWORD, "printf 'one\\ntwo\\n'") == "one"
    assert secrets.password(secrets.IMAP_PASSWORD, f"echo x > {tmp_path}/file") == f"x > {tmp_path}/file"
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("no-such-program --get", "No such file"),
        ("true", "it writes nothing"),
        ("pass 'mail", "No closing quotation"),
        (_program("import sys; sys.exit('gpg: locked')"), "gpg: locked"),
        ("false", "exit 1"),
    ],
)
def test_a_program_that_gives_no_password_is_told_with_the_reason(command: str, reason: str) -> None:
    with pytest.raises(RuleError, match=reason) as refused:
        secrets.password(secrets.SMTP_PASSWORD, command)
    assert "gives no password" in str(refused.value)


def test_a_program_that_does_not_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "_PATIENCE", 0.05)
    with pytest.raises(RuleError, match="it does not end"):
        secrets.password(secrets.SMTP_PASSWORD, "sleep 5")


def test_what_the_program_wrote_is_never_told() -> None:
    with pytest.raises(RuleError) as refused:
        secrets.password(secrets.SMTP_PASSWORD, _program("print('sesame'); raise SystemExit(3)"))
    assert "sesame" not in str(refused.value)
