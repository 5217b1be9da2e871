"""What the README says about keys comes from the registry; `UPDATE_README=1` writes it anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tui.key_table import key_table

README = Path(__file__).parent.parent / "README.md"
_TABLE = re.compile(r"(?s)### Everywhere\n.*?(?=\nYour own keys stand)")


def test_the_key_table_of_the_readme_is_that_of_the_registry() -> None:
    text = README.read_text("utf-8")
    wanted = key_table().strip() + "\n"
    if os.environ.get("UPDATE_README"):
        README.write_text(_TABLE.sub(lambda _: wanted, text), "utf-8")
        text = README.read_text("utf-8")
    found = _TABLE.search(text)
    assert found is not None
    assert found[0] == wanted
