"""Number series and their lines (domain.md 1.7)."""

from __future__ import annotations

from models.base import Record
from models.fields import Code, Date, Flag, Reference, Text, Whole
from models.words import N_


class NumberSeries(Record):
    """Where the numbers people see come from."""

    code = Code(20, N_("field", "Code"), N_("tip", "The short code of the series."), required=True)
    description = Text(100, N_("field", "Description"), N_("tip", "What the series numbers."))
    default_nos = Flag(
        N_("field", "Default Nos."), N_("tip", "New records get the next number by themselves."), default=True
    )
    manual_nos = Flag(N_("field", "Manual Nos."), N_("tip", "Numbers may be typed instead."))
    date_order = Flag(N_("field", "Date Order"), N_("tip", "Numbers are given in the order of dates only."))
    search_text = Text(250, "")

    searched = ("code", "description")


class NumberSeriesLine(Record):
    """The numbers of a series from a starting date on."""

    series = Reference(
        NumberSeries,
        N_("field", "Series Code"),
        N_("tip", "The series this line belongs to."),
        required=True,
        on_delete="CASCADE",
    )
    starting_date = Date(
        N_("field", "Starting Date"),
        N_("tip", "The first day on which this line gives numbers; blank is always."),
    )
    starting_no = Code(20, N_("field", "Starting No."), N_("tip", "The first number."), required=True)
    ending_no = Code(20, N_("field", "Ending No."), N_("tip", "The last number; blank for no end."))
    warning_no = Code(
        20, N_("field", "Warning No."), N_("tip", "From this number on a message warns of the end.")
    )
    increment_by_no = Whole(
        N_("field", "Increment-by No."),
        N_("tip", "The step from one number to the next."),
        least=1,
        default=1,
    )
    last_no_used = Code(20, N_("field", "Last No. Used"), N_("tip", "The last number given."))
    last_date_used = Date(N_("field", "Last Date Used"), N_("tip", "The date of the last number given."))
    open = Flag(N_("field", "Open"), N_("tip", "Whether the line still has numbers."), default=True)
    search_text = Text(250, "")

    searched = ("starting_no",)


class NumberSeriesRelationship(Record):
    """An alternative series that may be chosen instead of another one."""

    series = Reference(
        NumberSeries, N_("field", "Code"), N_("tip", "The series."), required=True, on_delete="CASCADE"
    )
    related_series = Reference(
        NumberSeries,
        N_("field", "Series Code"),
        N_("tip", "The series that may be used instead."),
        required=True,
        on_delete="CASCADE",
    )
    search_text = Text(250, "")

    searched = ()
