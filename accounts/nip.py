"""NIP, the 18 digits of a civil servant (Perka BKN 22/2007, 43/2007; domain.md 1.10).

Digits 1-8 birth date, 9-12 year and 13-14 month of appointment (PNS) or 2 and the contract count
(PPPK), 15 sex, 16-18 serial. There is no check digit: a valid NIP may still be a wrong one.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SEPARATORS = re.compile(r"[\s.\u00a0]")
YOUNGEST, OLDEST = 17, 70


def bare_nip(text: str) -> str:
    """Without the spaces and dots that people write between the groups."""
    return SEPARATORS.sub("", text)


def looks_like_nip(text: str) -> bool:
    return re.fullmatch(r"[0-9]{18}", bare_nip(text)) is not None


def check_nip(text: str, *, employment: str, today: date) -> str:
    """The bare NIP, or ValidationError with the first thing that is wrong.

    PPPK Paruh Waktu needs 18 digits only: the format of its number is not published.
    """
    nip = bare_nip(text)
    if not looks_like_nip(nip):
        raise ValidationError(_("A NIP has exactly 18 digits."), code="digits")
    if employment == "PPPK_PW":
        return nip
    born = birth_date(nip)
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        raise ValidationError(_("The birth date in this NIP gives an unlikely age."), code="age")
    check_appointment(nip, employment=employment, born=born, today=today)
    if nip[14] not in "12" or nip[15:] == "000":
        raise ValidationError(_("The last four digits of this NIP are not possible."), code="end")
    return nip


def birth_date(nip: str) -> date:
    try:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        raise ValidationError(
            _("The first eight digits of a NIP are the birth date."), code="birth"
        ) from None


def check_appointment(nip: str, *, employment: str, born: date, today: date) -> None:
    code = int(nip[12:14])
    is_pns, is_pppk = 1 <= code <= 12, 21 <= code <= 29
    if not (is_pns or is_pppk):
        raise ValidationError(
            _("Digits 13 and 14 of a NIP are 01 to 12 (PNS) or 21 to 29 (PPPK)."), code="kind"
        )
    if is_pppk != (employment == "PPPK"):
        raise ValidationError(
            _("This NIP does not belong to that employment status."), code="employment"
        )
    if not born.year + YOUNGEST <= int(nip[8:12]) <= today.year:
        raise ValidationError(
            _("The year of appointment in this NIP is not possible."), code="year"
        )


def masked(nip: str) -> str:
    """For its owner and HR: all but the last two digits hidden (reliability.md R10)."""
    return "•" * (len(nip) - 2) + nip[-2:]
