"""Company Information: who we are, for letters, cover sheets and merge fields."""

from __future__ import annotations

from models.base import Record
from models.codes import Country
from models.fields import Code, Reference, Text
from models.words import N_


class CompanyInformation(Record):
    """One record: our own name and address."""

    name = Text(100, N_("field", "Name"), N_("tip", "The name of our company."))
    name_2 = Text(50, N_("field", "Name 2"), N_("tip", "More of the name."))
    address = Text(100, N_("field", "Address"), N_("tip", "Street and number."))
    address_2 = Text(50, N_("field", "Address 2"), N_("tip", "More of the address."))
    post_code = Code(20, N_("field", "Post Code"), N_("tip", "The post code."))
    city = Text(30, N_("field", "City"), N_("tip", "The city."))
    county = Text(30, N_("field", "County"), N_("tip", "The county or state."))
    country = Reference(Country, N_("field", "Country/Region Code"), N_("tip", "The country."))
    phone_no = Text(30, N_("field", "Phone No."), N_("tip", "The telephone number."))
    email = Text(80, N_("field", "E-Mail"), N_("tip", "The e-mail address."))
    home_page = Text(255, N_("field", "Home Page"), N_("tip", "The address on the web."))
    vat_registration_no = Text(
        20, N_("field", "VAT Registration No."), N_("tip", "The VAT registration number.")
    )
