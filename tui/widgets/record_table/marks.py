"""Which records are marked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """Marked records: some ids, or all that the filter shows but some ids."""

    all: bool = False
    """Whether all records of the filter are marked, those in `ids` excepted."""
    ids: frozenset[int] = frozenset()

    def __contains__(self, record_id: int) -> bool:
        return (record_id in self.ids) is not self.all

    def __bool__(self) -> bool:
        return self.all or bool(self.ids)

    def toggled(self, record_id: int) -> Marks:
        """The marks with that of one record turned over."""
        return Marks(self.all, self.ids ^ {record_id})

    def count(self, shown: int | None) -> int | None:
        """How many are marked, when `shown` records pass the filter; `None` when that is not known yet."""
        if not self.all:
            return len(self.ids)
        return None if shown is None else max(0, shown - len(self.ids))
