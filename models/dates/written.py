"""Dates as letters have them: the day as a number, the month in words, the year in full.

A word for the month cannot be misread, unlike 03/12. A language that is not among `MONTHS` gets the date as
2026-03-12.
"""

from __future__ import annotations

import datetime as dt

_PLAIN = "{day} {month} {year}"

MONTHS = {
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta "
    "lokakuuta marraskuuta joulukuuta",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
"""The months as they stand in a date, by ISO code of the language."""

_PATTERNS = {
    **dict.fromkeys(("cs", "da", "de", "et", "fi", "nb"), "{day}. {month} {year}"),
    **dict.fromkeys(("es", "pt"), "{day} de {month} de {year}"),
    "ru": "{day} {month} {year} г.",
    "uk": "{day} {month} {year} р.",
}
_AMERICAN = "{month} {day}, {year}"
_ALIASES = {"no": "nb", "nn": "nb"}


def written(date: dt.date | None, iso_code: str) -> str:
    """The date in the language with this ISO code, such as `fi` or `en-us`; blank without a date."""
    if date is None:
        return ""
    whole = iso_code.casefold().replace("_", "-")
    language = whole.partition("-")[0]
    language = _ALIASES.get(language, language)
    if language not in MONTHS:
        return date.isoformat()
    pattern = _AMERICAN if whole == "en-us" else _PATTERNS.get(language, _PLAIN)
    return pattern.format(day=date.day, month=MONTHS[language].split()[date.month - 1], year=date.year)
