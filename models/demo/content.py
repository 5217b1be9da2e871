"""What the templates of the demo database send, and who we are there."""

from __future__ import annotations

from models.base import searchable
from models.codes import Country, Language
from models.company_information import CompanyInformation
from models.enums import ContentKind, Layout, WizardAction
from models.exchange.word.blank import blank
from models.rules.content.attachments import store
from models.starter.loading import ids_by_code
from models.template import InteractionTemplate, InteractionTemplateLanguage
from models.word_template import WordTemplate

OUR_DOMAIN = "harbourlight.example"

_GOLF = {
    "ENG": (
        "Golf event",
        """{{formal_salutation}}

this year's **golf event** for our customers is on the last Friday of next month,
and we would be glad to see you there:

* coffee from 9:00, first tee at 10:00
* no handicap needed; beginners have a teacher of their own
* dinner at 18:00

A short answer to this e-mail is enough.

Kind regards,
{{salesperson_name}}
{{our_name}}, {{our_phone_no}}
""",
    ),
    "FIN": (
        "Golftapahtuma",
        """{{formal_salutation}}

asiakkaidemme **golftapahtuma** järjestetään ensi kuun viimeisenä perjantaina,
ja olisi hienoa nähdä teidät siellä:

* kahvit klo 9.00, ensimmäinen lyönti klo 10.00
* tasoitusta ei tarvita; aloittelijoilla on oma opettaja
* päivällinen klo 18.00

Lyhyt vastaus tähän viestiin riittää.

Ystävällisin terveisin
{{salesperson_name}}
{{our_name}}, {{our_phone_no}}
""",
    ),
}
"""The invitation in two languages: what it is called, and its text."""

_LETTER = (
    "{{our_name}}",
    "{{our_mail_address}}",
    "",
    "{{contact_name}}",
    "{{contact_mail_address}}",
    "",
    "{{document_date}}",
    "",
    "{{formal_salutation}}",
    "",
    "thank you for our talk. As agreed, we confirm: {{description}}.",
    "",
    "Kind regards,",
    "{{salesperson_name}}, {{salesperson_job_title}}",
)
"""The paragraphs of the business letter."""


def load_content() -> None:
    """Give the business letter a Word template and the golf event a text in two languages; say who we are."""
    _introduce_us()
    templates, languages = ids_by_code(InteractionTemplate), ids_by_code(Language)
    _load_golf(templates["GOLF"], languages)
    _load_letter(templates["BUS"], languages["ENG"])


def _introduce_us() -> None:
    CompanyInformation.update(
        name="Harbourlight Trading Ltd",
        address="3 Lantern Quay",
        post_code="EX1 1AA",
        city="Exeter",
        country=ids_by_code(Country)["GB"],
        phone_no="+44 20 7946 0900",
        email=f"office@{OUR_DOMAIN}",
        home_page=f"https://{OUR_DOMAIN}",
        vat_registration_no="GB999000999",
    ).execute()


def _load_golf(template: int, languages: dict[str, int]) -> None:
    for code, (description, text) in _GOLF.items():
        body = store(f"GOLF-{code}.md", text.encode(), kind=ContentKind.BODY)
        InteractionTemplateLanguage.add(
            template=template,
            language=languages[code],
            description=description,
            layout=int(Layout.MARKDOWN),
            attachment=body,
            search_text=searchable(InteractionTemplateLanguage, {"description": description}),
        )
    _merge(template, languages["ENG"], None)


def _load_letter(template: int, language: int) -> None:
    known = {"code": "LETTER", "name": "Business letter"}
    word = WordTemplate.add(
        **known,
        attachment=store("LETTER.docx", blank(_LETTER)),
        search_text=searchable(WordTemplate, known),
    )
    InteractionTemplateLanguage.add(
        template=template,
        language=language,
        description=known["name"],
        word_template=word,
        search_text=searchable(InteractionTemplateLanguage, {"description": known["name"]}),
    )
    _merge(template, language, word)


def _merge(template: int, language: int, word_template: int | None) -> None:
    """Let a template fill in what it sends, in this language unless the contact's own is there."""
    InteractionTemplate.update(
        language=language, word_template=word_template, wizard_action=int(WizardAction.MERGE)
    ).where(InteractionTemplate.id == template).execute()
