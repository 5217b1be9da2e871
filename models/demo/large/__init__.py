"""A database as large as asked for, for trying out and measuring: the same one for the same work date.

A third of the contacts have Russian names; one percent of the contacts hold thirty percent of the entries;
of a hundred entries eight are canceled, three failed and one is postponed. Rows go in by the driver's own
way, and the indexes are made when the rows are there.
"""

from models.demo.large.load import Progress
from models.demo.large.making import make_large

__all__ = ["Progress", "make_large"]
