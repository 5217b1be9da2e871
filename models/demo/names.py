"""Invented companies, people and remarks of the demo database; long and awkward ones on purpose."""

from __future__ import annotations

from typing import NamedTuple


class Company(NamedTuple):
    """A company of the demo database."""

    name: str
    country: str
    city: str
    street: str
    language: str
    dial: str
    """How its phone numbers begin; blank for a company without phones."""
    domain: str


COMPANIES = (
    Company("Bright Harbour Ltd", "GB", "Bristol", "14 Quay Street", "ENG", "+44 117 4960", "brightharbour"),
    Company("Brigham & Sons", "GB", "Leeds", "2 Mill Lane", "ENG", "+44 113 4960", "brigham"),
    Company("Oakfield Timber", "GB", "York", "Sawmill Road 9", "ENG", "+44 1904 960", "oakfield"),
    Company("Northgate Printing plc", "GB", "Hull", "41 Northgate", "ENG", "+44 1482 960", "northgateprint"),
    Company("Penrose Instruments", "GB", "Truro", "7 Harbour View", "ENG", "+44 1872 960", "penrose"),
    Company("Greyfriars Legal LLP", "GB", "London", "100 Carter Lane", "ENG", "+44 20 7946 0", "greyfriars"),
    Company("Tideway Logistics", "IE", "Cork", "Albert Quay 3", "ENG", "+353 21 555 0", "tideway"),
    Company("Copperline Software", "US", "Portland", "500 Burnside", "ENG", "+1 503 555 0", "copperline"),
    Company(
        "Sagebrush Outfitters Inc.", "US", "Boise", "12 Front Street", "ENG", "+1 208 555 0", "sagebrush"
    ),
    Company(
        "Maple & Birch Co-operative", "CA", "Halifax", "9 Water Street", "ENG", "+1 902 555 0", "maplebirch"
    ),
    Company("Järvinen Oy", "FI", "Jyväskylä", "Kauppakatu 12", "FIN", "+358 14 555 0", "jarvinen"),
    Company("Äänekosken Paperi Oyj", "FI", "Äänekoski", "Tehtaankatu 1", "FIN", "+358 14 556 0", "aanekoski"),
    Company("Pohjolan Sähkö Oy", "FI", "Oulu", "Rantakatu 8", "FIN", "+358 8 555 0", "pohjolansahko"),
    Company("Lumi ja Jää Oy", "FI", "Rovaniemi", "Koskikatu 4", "FIN", "+358 16 555 0", "lumijaa"),
    Company("Merituuli Laivat", "FI", "Turku", "Linnankatu 80", "FIN", "+358 2 555 0", "merituuli"),
    Company("Hämeen Leipomo", "FI", "Hämeenlinna", "Raatihuoneenkatu 2", "FIN", "", "hameenleipomo"),
    Company(
        "ООО «Северный ветер»",
        "RU",
        "Архангельск",
        "наб. Северной Двины, 20",
        "RUS",
        "+7 8182 55 50",
        "sever",
    ),
    Company("АО «Чайка»", "RU", "Санкт-Петербург", "Литейный пр., 44", "RUS", "+7 812 555 0", "chaika"),
    Company("Издательство «Ёлка»", "RU", "Казань", "ул. Баумана, 7", "RUS", "+7 843 555 0", "yolka"),
    Company("Мастерская Йогансон", "RU", "Выборг", "Крепостная ул., 3", "RUS", "+7 81378 55", "joganson"),
    Company("Panadería Núñez S.L.", "ES", "Sevilla", "Calle Sierpes 21", "ESP", "+34 954 550 0", "nunez"),
    Company("Construcciones Peñalver", "ES", "Logroño", "Gran Vía 8", "ESP", "+34 941 550 0", "penalver"),
    Company("Óptica del Sur", "ES", "Cádiz", "Calle Ancha 5", "ESP", "+34 956 550 0", "opticasur"),
    Company(
        "Bodegas Ibáñez e Hijos", "ES", "Haro", "Camino de la Estación 1", "ESP", "+34 941 551 0", "ibanez"
    ),
    Company("Talleres Güell", "ES", "Girona", "Carrer Nou 17", "ESP", "+34 972 550 0", "guell"),
    Company("Café del Puerto 🦀", "ES", "Vigo", "Rúa Real 2", "ESP", "+34 986 550 0", "cafedelpuerto"),
    Company(
        "Müller Straßenbau GmbH", "DE", "Lübeck", "Große Burgstraße 6", "ENG", "+49 451 555 0", "muellerbau"
    ),
    Company(
        "Société Générale des Eaux de l'Île",
        "FR",
        "Nantes",
        "3 quai de la Fosse",
        "ENG",
        "+33 2 40 55 0",
        "eauxile",
    ),
    Company(
        "The Worshipful Association of Marine Surveyors and Assessors",
        "GB",
        "Southampton",
        "1 Ocean Terminal",
        "ENG",
        "+44 23 8096 0",
        "marinesurveyors",
    ),
    Company(
        "=Formula [bold]Paints[/bold]", "SE", "Malmö", "Södergatan 11", "ENG", "+46 40 555 0", "formulapaints"
    ),
)

PEOPLE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ENG": (
        (
            "Ann Mary",
            "Jan",
            "Grace",
            "Oliver",
            "Priya",
            "Zoë",
            "Samuel",
            "Ruth",
            "Siobhán",
            "Tom",
            "Chinwe",
            "Noah",
        ),
        (
            "Hill",
            "Berg",
            "Brigham",
            "Okafor",
            "O'Connor",
            "Fitzgerald",
            "Li",
            "Featherstonehaugh-Cholmondeley",
            "Patel",
            "Smith",
            "Ward",
            "Lindqvist",
        ),
    ),
    "FIN": (
        ("Aino", "Eero", "Väinö", "Päivi", "Jyrki", "Sanna", "Åke", "Marja-Leena"),
        ("Korhonen", "Mäkinen", "Hämäläinen", "Ylönen", "Öhman", "Virtanen", "Ahvenainen"),
    ),
    "RUS": (
        ("Анна Сергеевна", "Пётр Ильич", "Ёлена", "Олег", "Ирина Йосифовна", "Фёдор"),
        ("Соловьёва", "Чайковский", "Йогансон", "Щукина", "Орлов", "Ёлкин"),
    ),
    "ESP": (
        ("María José", "Iñaki", "Lucía", "Ángel", "Begoña", "Núria"),
        ("Núñez", "Peñalver", "García Márquez", "Ibáñez", "Güell", "Ñíguez"),
    ),
}
"""First names and surnames by language; of several words the last is the surname."""

JOBS = (
    "Managing director",
    "Buyer",
    "Head of sales",
    "Accountant",
    "Warehouse manager",
    "Engineer",
    "Assistant",
    "",
)

REMARKS = {
    "PHONE": (
        "Asked about the delivery date",
        "Price list for next year",
        "Call back after the holidays",
        "Complaint about a damaged pallet",
        "New contact person in purchasing",
        "Reminder of the open invoice, the third one, with a promise to pay before the end of the month",
    ),
    "MEETING": (
        "Yearly review",
        "Visit to the new plant",
        "Demonstration of the spring range",
        "Contract talks 🤝",
    ),
    "LETTER": ("Thanks for the visit", "Change of our bank account", "Invitation to the golf day"),
    "SYSTEM": ("Offer sent", "Re: Samples", "Minutes of the meeting"),
}
"""What interactions were about, by group; a blank description comes from the template."""

THINGS = (
    "spring range",
    "autumn catalogue",
    "steel brackets",
    "oak flooring",
    "office chairs",
    "printing paper",
    "garden tools",
    "winter tyres",
    "coffee machines",
    "spare parts",
    "service contract",
    "software licences",
    "export papers",
    "packaging",
    "pallets",
    "safety helmets",
    "бумага А4",
    "запасные части",
    "кофе и чай",
    "договор поставки",
    "варенье",
    "sähkökaapelit",
    "höylätty lauta",
    "piñatas de papel",
    "señalización",
)
"""What they were about more closely, in the large demo."""

COMMENTS = (
    "Prefers to be called before ten. Speaks English and some Finnish.",
    "Left a message with the assistant.\nWill try again on Monday.",
    "Very pleased with the service; wants to see the spring range.",
    "Говорили о скидке: ответим до пятницы.",
    "Pidä tauko ennen seuraavaa soittoa. 😀",
)
