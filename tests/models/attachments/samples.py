"""Templates, their language rows and attachments for tests; all return ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.attachment import Attachment
from models.base import tuples
from models.codes import Language
from models.database import unit
from models.enums import Layout
from models.queries import records
from models.queries.template_contents import row_content
from models.rules import records as rules
from models.rules.content.attachments import store
from models.rules.templates.word_templates import new_document
from models.template import InteractionTemplate
from models.word_template import WordTemplate
from tests import builders

PAGE = "interaction-templates"
ROWS = "interaction-template-languages"


def language(code: str = "ENU") -> int:
    """A language, made once."""
    found = tuples(Language.select(Language.id).where(Language.code == code))
    return int(found[0][0]) if found else builders.language(code)


def template(code: str = "LETTER", default: str = "", *others: str) -> int:
    """A template with language rows, of which the first is the default."""
    made = builders.template(code, languages=tuple(map(language, filter(None, (default, *others)))))
    if default:
        rules.change(PAGE, made, 0, {"language_code": default})
    return made


def row(code: str = "LETTER", language_code: str = "ENU") -> int:
    """The language row of a template."""
    return records.find(ROWS, f"{code}/{language_code}")


def shown(page: str, key: str) -> dict[str, Any]:
    """A record as it is stored, by field."""
    return dict(records.view(page, records.find(page, key)).values)


def attachments() -> int:
    """How many attachments there are."""
    return int(unit(Attachment.select().count)())


def some(number: int = 7) -> None:
    """Attachments that nothing uses."""
    for each in range(number):
        store(f"{each}.txt", b"x")


def with_text(code: str = "BROCHURE", language_code: str = "ENU") -> int:
    """A template whose language row has a text that is merged; the row."""
    if not tuples(_codes(code)):
        made = builders.template(code, languages=(language(language_code),))
        rules.change(PAGE, made, 0, {"language_code": ""})
    found = row(code, language_code)
    rules.change(ROWS, found, 0, {"custom_layout": "HTML"})
    return found


def _codes(code: str) -> Any:
    return InteractionTemplate.select(InteractionTemplate.id).where(InteractionTemplate.code == code)


def word_template(code: str = "OFFER") -> int:
    """A Word template with a document."""
    made = WordTemplate.add(code=code, name=code.title(), search_text=code.lower())
    new_document(made)
    return made


def layout_of(row_id: int) -> Layout:
    """How the text of a row is written."""
    return row_content(row_id).layout


def keep_in(folder: Path | str) -> None:
    """Have new attachments kept in a folder."""
    place = {"attachment_storage_type": "Disk File", "attachment_storage_location": str(folder)}
    rules.change("marketing-setup", 1, 0, place)


def keep_in_database() -> None:
    """Have new attachments kept in the database."""
    rules.change("marketing-setup", 1, 0, {"attachment_storage_type": "Embedded"})
