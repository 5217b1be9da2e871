"""Word documents as HTML for messages and previews."""

from __future__ import annotations

import io
from typing import Any

import mammoth

from models.errors import RuleError
from models.exchange.content import Picture, Rendered
from models.exchange.word.package import Package
from models.words import p_

_LARGE = 2_000_000
"""Bytes of a picture that is too large for a message."""


def rendered(docx: bytes) -> Rendered:
    """The text of a document as HTML with its pictures; headers and footers belong to paper and are left out.

    Raises `RuleError` when it is no Word document or cannot be read.
    """
    Package(docx)  # refuses what is not safe to open
    pictures: list[Picture] = []

    def keep(image: Any) -> dict[str, str]:
        with image.open() as source:
            data = source.read(_LARGE + 1)
        if len(data) > _LARGE:
            return {"alt": p_("document", "[picture left out]")}
        picture = Picture(f"picture{len(pictures) + 1}", image.content_type, data)
        pictures.append(picture)
        return {"src": f"cid:{picture.name}"}

    try:
        result = mammoth.convert_to_html(io.BytesIO(docx), convert_image=mammoth.images.img_element(keep))
    except Exception as problem:
        # The library answers what it cannot read with whatever error it runs into.
        raise RuleError(
            p_("error", "The Word document cannot be shown ({reason}); open it in Word instead.").format(
                reason=str(problem)[:100] or type(problem).__name__
            )
        ) from problem
    return Rendered(str(result.value), tuple(pictures))
