"""What the options come to."""

from __future__ import annotations

import pytest

from tui.cli.options import shown_address


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://anna:secret@server/crm", "postgresql://anna:***@server/crm"),
        ("postgresql://anna@server:5432/crm", "postgresql://anna@server:5432/crm"),
        ("postgresql://server:5432/crm", "postgresql://server:5432/crm"),
        ("sqlite:////home/a:b@c/x.db", "sqlite:////home/a:b@c/x.db"),
    ],
)
def test_an_address_is_printed_without_its_password(url: str, shown: str) -> None:
    assert shown_address(url) == shown
