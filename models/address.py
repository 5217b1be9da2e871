"""Addresses as they stand on an envelope, in the habit of the country they are in."""

from __future__ import annotations

from dataclasses import dataclass

_BELOW = frozenset({"GB", "IE", "IM", "JE", "GG"})
"""City, county and post code have a line each."""
_WITH_COMMA = frozenset({"US", "IN", "PR"})
"""Dover, DE 19901."""
_BEHIND = frozenset({"AU", "CA", "NZ", "ZA", "SG", "TW"})
"""Sydney NSW 2000."""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address and how to reach whoever is there."""

    names: tuple[str, ...] = ()
    """Whose it is: of a person the company first, then the name."""
    address: str = ""
    address_2: str = ""
    post_code: str = ""
    city: str = ""
    county: str = ""
    country_code: str = ""
    country: str = ""
    """The name of the country."""
    iso_code: str = ""
    """Its ISO 3166 code."""
    phone_no: str = ""
    mobile_phone_no: str = ""
    fax_no: str = ""
    email: str = ""
    code: str = ""
    """The code of the alternative address that it is; blank for the card's."""

    @property
    def is_postal(self) -> bool:
        """Whether it says where to send something."""
        return any((self.address, self.address_2, self.post_code, self.city))

    def lines(self, own_country: str = "") -> tuple[str, ...]:
        """The lines of the envelope, without empty ones.

        The post code stands before the city, or where the country has it. The country is the last line
        unless its code is `own_country`.
        """
        abroad = self.country if self.country_code != own_country else ""
        lines = (*self.names, self.address, self.address_2, *self._place(), abroad)
        return tuple(line for line in (" ".join(each.split()) for each in lines) if line)

    def _place(self) -> tuple[str, ...]:
        country = self.iso_code or self.country_code
        if country in _BELOW:
            return self.city, self.county, self.post_code
        if country in _WITH_COMMA:
            around = f"{self.county} {self.post_code}".strip()
            return (", ".join(part for part in (self.city, around) if part),)
        if country in _BEHIND:
            return (f"{self.city} {self.county} {self.post_code}",)
        return f"{self.post_code} {self.city}", self.county if self.county != self.city else ""
