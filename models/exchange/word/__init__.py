"""Word documents: filled, made and read."""

from models.exchange.word.blank import blank
from models.exchange.word.filling import fields, fill, fill_many
from models.exchange.word.reading import rendered

__all__ = ["blank", "fields", "fill", "fill_many", "rendered"]
