"""The words that the names of the large demo are put together from."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a company is."""

    country: str
    city: str
    dial: str
    """How phone numbers there begin."""


class Tongue(NamedTuple):
    """The names of one language: companies, people and places."""

    language: str
    firsts: tuple[str, ...]
    """First names, some with a middle name behind."""
    surnames: tuple[str, ...]
    begin: tuple[str, ...]
    """The words that the name of a company begins with."""
    trades: tuple[str, ...]
    forms: tuple[str, ...]
    """How the name of a company is written, from its beginning, its trade and its number."""
    streets: tuple[str, ...]
    places: tuple[Place, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


ENGLISH = Tongue(
    "ENG",
    _words(
        "Ann_Mary Jan Grace Oliver Priya Zoë Samuel Ruth Siobhán Tom Chinwe Noah Emily James_Peter"
        " Sophie Harry Isla George Ava Jack Mia Leo Amelia Oscar Lily Charlie Freya Henry Evie Arthur"
        " Poppy Theo Rosie Max Alice Finlay Daisy Edward Florence William_John Hannah Lucas Eleanor"
        " Adam Matilda Joseph Violet"
    ),
    _words(
        "Hill Berg Brigham Okafor O'Connor Fitzgerald Li Featherstonehaugh-Cholmondeley Patel Smith"
        " Ward Lindqvist Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson"
        " Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Lewis Young Scott Turner"
        " Moore Cooper Mitchell Carter Morris Bell Ashby Harper Penrose Whitaker Sutton Marlowe"
        " Greenhalgh Thackeray Ellison Rowe Blackwood Farrow Nightingale Hawthorne Swift Pemberton"
        " Lockhart Winslow Kersey Haddon Quill Underhill"
    ),
    _words(
        "Bright Harbour Northgate Oakfield Penrose Tideway Copperline Sagebrush Maple Greyfriars"
        " Brigham Kestrel Ironbridge Fairview Silverdale Redwood Ashford Stonebridge Highland"
        " Riverside Westbrook Kingsway Blackthorn Clearwater Foxglove Larkspur Millstone Eastgate"
        " Hollybush Summerfield"
    ),
    _words(
        "Timber Printing Instruments Logistics Software Outfitters Bakery Tools Foods Consulting"
        " Metals Garden Engineering Textiles Paints Media Energy Motors Travel Insurance Ceramics"
        " Brewing"
    ),
    ("{begin} {trade} Ltd", "{begin} {trade} plc", "{begin} & Sons {trade}", "{trade} of {begin} {number}"),
    _words("Quay_Street Mill_Lane Sawmill_Road Northgate Carter_Lane Station_Road Church_Street High_Street"),
    (
        Place("GB", "Bristol", "+44 117 4"),
        Place("GB", "Leeds", "+44 113 4"),
        Place("GB", "York", "+44 1904 "),
        Place("GB", "Hull", "+44 1482 "),
        Place("GB", "London", "+44 20 7"),
        Place("GB", "Glasgow", "+44 141 4"),
        Place("IE", "Cork", "+353 21 "),
        Place("US", "Portland", "+1 503 5"),
        Place("US", "Boise", "+1 208 5"),
        Place("CA", "Halifax", "+1 902 5"),
        Place("DE", "Lübeck", "+49 451 "),
        Place("SE", "Malmö", "+46 40 "),
    ),
)

RUSSIAN = Tongue(
    "RUS",
    _words(
        "Анна_Сергеевна Пётр_Ильич Ёлена Олег Ирина_Йосифовна Фёдор Алексей Мария_Петровна Дмитрий"
        " Ольга Иван Наталья Сергей_Викторович Татьяна Андрей Екатерина Михаил Светлана Николай_Ильич"
        " Юлия Артём Семён Лев Вера Глеб Жанна Эдуард Зоя Юрий Любовь"
    ),
    _words(
        "Шевченко Чайка Йогансон Орлик Ёлкиных Черных Седых Долгих Петренко Бондарь Ткач Коваль"
        " Лысенко Савченко Гончар Мельник Кравченко Швец Коломиец Шульга Заяц Гайдай Дурново Живаго"
        " Хитрово Бегун Мороз Левченко Сорока Соловей Щука Эйхенваль Яценко Юрченко Фоменко Цой Ким"
        " Рерих Врубель Гоголь Щедрых Медных Русских Польских Тонких"
    ),
    _words(
        "Северный Южный Восточный Западный Балтийский Уральский Сибирский Волжский Невский Донской"
        " Камский Первый Новый Большой Зелёный Светлый Быстрый Ясный Морской Речной"
    ),
    _words(
        "ветер причал лес хлеб мост завод берег порт сад двор дом край путь груз свет металл склад"
        " щит якорь маяк"
    ),
    ("ООО «{begin} {trade}»", "АО «{begin} {trade}»", "ЗАО «{begin} {trade} {number}»", "«{begin} {trade}»"),
    _words("Литейный_пр. ул._Баумана Крепостная_ул. ул._Ленина Садовая_ул. Невский_пр. ул._Мира"),
    (
        Place("RU", "Санкт-Петербург", "+7 812 "),
        Place("RU", "Москва", "+7 495 "),
        Place("RU", "Казань", "+7 843 "),
        Place("RU", "Выборг", "+7 81378 "),
        Place("RU", "Архангельск", "+7 8182 "),
        Place("RU", "Йошкар-Ола", "+7 8362 "),
        Place("RU", "Орёл", "+7 4862 "),
        Place("RU", "Омск", "+7 3812 "),
    ),
)

FINNISH = Tongue(
    "FIN",
    _words("Aino Eero Väinö Päivi Jyrki Sanna Åke Marja-Leena Matti Liisa Juhani Kaisa Olavi Tuula Heikki"),
    _words(
        "Korhonen Mäkinen Hämäläinen Ylönen Öhman Virtanen Ahvenainen Nieminen Laine Heikkinen"
        " Koskinen Järvinen Lehtonen Saarinen Salminen Rantanen Tuominen Åberg Äijälä"
    ),
    _words("Pohjolan Hämeen Merituuli Lumi Järvi Koski Saari Kallio Itä Länsi Lahti Äänekosken"),
    _words("Sähkö Paperi Leipomo Laivat Puu Teräs Kirja Ruoka Kone Rakennus"),
    ("{begin} {trade} Oy", "{begin} {trade} Oyj", "{trade} {begin} {number}"),
    _words("Kauppakatu Tehtaankatu Rantakatu Koskikatu Linnankatu Raatihuoneenkatu"),
    (
        Place("FI", "Jyväskylä", "+358 14 "),
        Place("FI", "Oulu", "+358 8 "),
        Place("FI", "Turku", "+358 2 "),
        Place("FI", "Helsinki", "+358 9 "),
    ),
)

SPANISH = Tongue(
    "ESP",
    _words(
        "María_José Iñaki Lucía Ángel Begoña Núria Pablo Carmen Javier Pilar Diego Rocío Andrés Inés Óscar"
    ),
    _words(
        "Núñez Peñalver García Márquez Ibáñez Güell Ñíguez Fernández López Sánchez Pérez Gómez Ruiz"
        " Díaz Muñoz Álvarez Romero Ortega Vázquez"
    ),
    _words("Panadería Construcciones Óptica Bodegas Talleres Café Muebles Librería Transportes Aceites"),
    _words("Núñez Peñalver del_Sur Ibáñez Güell del_Puerto de_la_Vega Castaño Montaña Ribera"),
    ("{begin} {trade} S.L.", "{begin} {trade} S.A.", "{begin} {trade} {number}"),
    _words("Calle_Sierpes Gran_Vía Calle_Ancha Carrer_Nou Rúa_Real Camino_de_la_Estación"),
    (
        Place("ES", "Sevilla", "+34 954 "),
        Place("ES", "Logroño", "+34 941 "),
        Place("ES", "Cádiz", "+34 956 "),
        Place("ES", "Girona", "+34 972 "),
        Place("ES", "Vigo", "+34 986 "),
    ),
)

TONGUES = (RUSSIAN, ENGLISH, FINNISH, RUSSIAN, ENGLISH, SPANISH, RUSSIAN, ENGLISH, ENGLISH)
"""What a company and its people are called in: of three companies one is Russian."""

SELLERS = (
    ("BK", "Bea Kingsley"),
    ("CW", "Carl Wieck"),
    ("DM", "Dora Mills"),
    ("EP", "Eino Peltola"),
    ("FR", "Fay Rowe"),
    ("GS", "Gus Stern"),
    ("HL", "Hana Lind"),
    ("IM", "Ines Mora"),
    ("ЛС", "Лев Седых"),
)
"""Codes and names of the salespeople that the large demo has more than the small one."""
