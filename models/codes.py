"""The small set-up tables: a code and what it means (domain.md 1.2)."""

from __future__ import annotations

from models.base import Record
from models.enums import NamePart, SalutationType
from models.fields import Choice, Code, Reference, Text
from models.words import N_


class Described(Record):
    """A code of up to ten characters with a description."""

    code = Code(
        10, N_("field", "Code"), N_("tip", "The short code you type where this is asked for."), required=True
    )
    description = Text(100, N_("field", "Description"), N_("tip", "What the code means."))
    search_text = Text(250, "")

    searched = ("code", "description")

    class Meta:
        abstract = True


class MailingGroup(Described):
    """Contacts that get the same mail; cannot be deleted while used."""


class IndustryGroup(Described):
    """The type of industry a company belongs to."""


class JobResponsibility(Described):
    """What a person is responsible for at work."""


class BusinessRelation(Described):
    """What a company is to us: customer, prospect, bank, ..."""


class OrganizationalLevel(Described):
    """A person's position in the company."""


class Salutation(Described):
    """How a contact is addressed; its formulas go with it."""


class CampaignStatus(Record):
    """How far a campaign is."""

    code = Code(10, N_("field", "Code"), N_("tip", "The short code of the status."), required=True)
    description = Text(100, N_("field", "Description"), N_("tip", "What the status means."))
    search_text = Text(250, "")

    searched = ("code", "description")


class Territory(Record):
    """A sales territory."""

    code = Code(10, N_("field", "Code"), N_("tip", "The short code of the territory."), required=True)
    name = Text(50, N_("field", "Name"), N_("tip", "The name of the territory."))
    search_text = Text(250, "")

    searched = ("code", "name")


class Language(Record):
    """A language in which contacts are addressed."""

    code = Code(
        10, N_("field", "Code"), N_("tip", "The short code of the language, such as ENG."), required=True
    )
    name = Text(50, N_("field", "Name"), N_("tip", "The name of the language."))
    iso_code = Text(10, N_("field", "ISO Code"), N_("tip", "The ISO 639 code that files use, such as en."))
    search_text = Text(250, "")

    searched = ("code", "name", "iso_code")


class Country(Record):
    """A country or region."""

    code = Code(
        10, N_("field", "Code"), N_("tip", "The short code of the country, such as GB."), required=True
    )
    name = Text(50, N_("field", "Name"), N_("tip", "The name of the country."))
    iso_code = Text(2, N_("field", "ISO Code"), N_("tip", "The ISO 3166 code of two letters."))
    search_text = Text(250, "")

    searched = ("code", "name")

    class Meta:
        table_name = "country_region"


_PART = N_("tip", "What this placeholder of the salutation stands for.")


class SalutationFormula(Record):
    """The text of a salutation for one language and type; `%1` to `%5` are names (domain.md 1.2)."""

    salutation = Reference(
        Salutation,
        N_("field", "Salutation Code"),
        N_("tip", "The salutation this is a formula of."),
        required=True,
        on_delete="CASCADE",
    )
    language = Reference(
        Language, N_("field", "Language Code"), N_("tip", "The language; blank serves contacts without one.")
    )
    salutation_type = Choice(
        SalutationType,
        N_("field", "Salutation Type"),
        N_("tip", "Whether the salutation is formal or informal."),
    )
    text = Text(
        50,
        N_("field", "Salutation"),
        N_("tip", "The text, with %1 to %5 where names go: Dear Mr. %1,"),
        required=True,
    )
    name_1 = Choice(NamePart, N_("field", "Name 1"), _PART)
    name_2 = Choice(NamePart, N_("field", "Name 2"), _PART)
    name_3 = Choice(NamePart, N_("field", "Name 3"), _PART)
    name_4 = Choice(NamePart, N_("field", "Name 4"), _PART)
    name_5 = Choice(NamePart, N_("field", "Name 5"), _PART)
    search_text = Text(250, "")

    searched = ("text",)
