"""What an office prints: the draft of an assignment letter (surat tugas), from its snapshot.

Always in Indonesian, as it is signed and filed there.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from foundation.sheet import Sheet
from workshops.models import AssignmentLetter, Workshop
from workshops.models.session import local_span

DOTS = "." * 40
NIP_GROUPS = ((0, 8), (8, 14), (14, 15), (15, 18))  # as it is printed (domain.md 1.10)


def assignment_letter(letter: AssignmentLetter, *, only: str = "") -> Sheet:
    """For the unit, or for one of its people (`only`, by public id): no other's NIP is in it."""
    with override("id"):
        facts = letter.facts
        people = [one for one in facts["people"] if only in ("", one["id"])]
        sheet = Sheet(_("Assignment letter"), _("DRAFT"), foot_of(letter), letter.at.isoformat())
        add_head(sheet, letter)
        add_basis(sheet, facts, people)
        add_people(sheet, people, facts["unit"])
        add_purpose(sheet, facts)
        signer = facts["signer"]
        sheet.add(
            "signature",
            above=[f"Kutacane, {DOTS}", signer["position"] or DOTS],
            below=[signer["name"] or DOTS, f"NIP {DOTS}"],
        )
        if sheet.is_altered:
            words = _("Some letters of a name or title could not be printed here.")
            sheet.add("line", text=words, style="I", size=9, align="L")
        return sheet


def foot_of(letter: AssignmentLetter) -> str:
    at = letter.at.astimezone(ZoneInfo("Asia/Jakarta"))
    words = _("DRAFT, version %(no)s of %(day)s, %(time)s WIB, made in Sepakat")
    return words % {"no": letter.no, "day": date_format(at, "j F Y"), "time": f"{at:%H.%M}"}


def add_head(sheet: Sheet, letter: AssignmentLetter) -> None:
    if not letter.is_standing:
        sheet.add("line", text=_("Superseded: this version no longer holds."), style="B")
        sheet.add("gap", height=2)
    regency = _("Government of Aceh Tenggara Regency").upper()
    sheet.add("line", text=regency, style="B", size=12)
    sheet.add("line", text=letter.facts["unit"].upper(), style="B", size=14)
    sheet.add("rule")
    sheet.add("line", text=_("Assignment letter").upper(), style="BU", size=13)
    sheet.add("line", text=_("NUMBER: %(blank)s") % {"blank": DOTS})
    sheet.add("gap", height=4)


def add_basis(sheet: Sheet, facts: dict[str, Any], people: list[dict[str, str]]) -> None:
    """What the law says of learning, for those who are sent."""
    is_contract = {one["employment"].startswith("PPPK") for one in people}
    lines = [_("Law 20 of 2023 on the State Civil Apparatus, article 49")]
    if False in is_contract:
        lines.append(_("Government Regulation 11 of 2017, changed by 17 of 2020, article 203"))
        lines.append(_("Regulation of LAN 10 of 2018 on developing the competence of PNS"))
    if True in is_contract:
        lines.append(_("Regulation of LAN 15 of 2020 on developing the competence of PPPK"))
    words = _("Announcement of “%(title)s” by %(unit)s")
    lines.append(words % {"title": facts["title"], "unit": facts["holder"]})
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    sheet.add("item", label=_("Basis"), lines=numbered)


def add_people(sheet: Sheet, people: list[dict[str, str]], unit: str) -> None:
    sheet.add("line", text=_("Assigns").upper(), style="B")
    sheet.add("gap", height=2)
    words = ngettext("%(count)d person of %(unit)s", "%(count)d people of %(unit)s", len(people))
    sheet.add("item", label=_("To"), lines=[words % {"count": len(people), "unit": unit}])
    rows = [[_("No."), _("Name"), "NIP", _("Position")]]
    for number, one in enumerate(people, 1):
        rows.append([str(number), one["name"], printed_nip(one["nip"]), one["position"]])
    sheet.add("table", widths=[8, 50, 42, 60], rows=rows)


def printed_nip(nip: str) -> str:
    return " ".join(nip[first:last] for first, last in NIP_GROUPS).strip()


def add_purpose(sheet: Sheet, facts: dict[str, Any]) -> None:
    words = _("To take part in %(form)s “%(title)s”, held by %(unit)s")
    names = {"form": facts["form"], "title": facts["title"], "unit": facts["holder"]}
    sheet.add("item", label=_("For"), lines=[words % names])
    add_sessions(sheet, facts)
    sheet.add("item", label="JP", lines=[str(facts["jp"])])
    words = _("This letter is to be carried out with full responsibility.")
    sheet.add("line", text=words, align="L")


def add_sessions(sheet: Sheet, facts: dict[str, Any]) -> None:
    """The place once, or with each session where they differ."""
    found = []
    for *moments, place in facts["sessions"]:
        start, end = (datetime.fromisoformat(moment) for moment in moments)
        found.append((local_span(facts["zone"], start, end), place_of(place, facts["mode"])))
    places = list(dict.fromkeys(place for _span, place in found))
    is_one = len(places) == 1
    lines = [span if is_one else f"{span}, {place}" for span, place in found]
    sheet.add("item", label=_("Time"), lines=lines)
    if is_one:
        sheet.add("item", label=_("Place"), lines=places)


def place_of(place: str, mode: str) -> str:
    if mode == Workshop.Mode.ONLINE:
        return _("Online")
    return _("%(place)s, or online") % {"place": place} if mode == Workshop.Mode.HYBRID else place
