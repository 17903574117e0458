"""Workshops of a table: each becomes the announcement form, so that the same rules hold (J8)."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from competencies.models import Area, LearningForm
from foundation.text import BodyField, too_long
from workshops.actions import WorkshopPlan
from workshops.actions.exporting import BOM
from workshops.forms.announcing import WorkshopForm
from workshops.forms.sheet import SessionSheet
from workshops.forms.table import LARGEST, TableField, rows_of
from workshops.models import Room, Workshop, WorkshopAudience

MOST = 50  # workshops of one table
MOST_ROWS = 300
HEADS = {
    "judul": "title",
    "uraian": "description",
    "bidang": "areas",
    "unit": "unit",
    "bentuk": "form",
    "jp": "jp",
    "alasan jp": "jp_reason",
    "cara": "mode",
    "tanggal": "day",
    "mulai": "start",
    "selesai": "end",
    "ruang": "room",
    "tempat": "place",
    "tautan": "online_url",
    "kursi": "seats",
    "kursi daring": "online_seats",
}
NAMES_OF_HEADS = [head.capitalize().replace("Jp", "JP").replace(" jp", " JP") for head in HEADS]
MODES = {
    "": Workshop.Mode.ONSITE,
    "luring": Workshop.Mode.ONSITE,
    "tatap muka": Workshop.Mode.ONSITE,
    "daring": Workshop.Mode.ONLINE,
    "hibrida": Workshop.Mode.HYBRID,
}
MOST_PROBLEMS = 5  # of one row
AS_TYPED = ("title", "description", "jp", "jp_reason", "place", "online_url", "seats")
LIST = re.compile(r"[,;|/]\s*")
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@dataclass
class Entry:
    """A workshop of the table: its first row, what is wrong in it, or the plan."""

    row: int
    cells: dict[str, str]
    sessions: list[dict[str, str]]
    problems: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)  # columns whose name nobody knows
    plan: WorkshopPlan | None = None

    @property
    def title(self):
        return self.cells.get("title", "")

    @property
    def first_problems(self):
        return list(dict.fromkeys(self.problems))[:MOST_PROBLEMS]


class ImportForm(forms.Form):
    """A file, or its rows to be mended in place; `entries` are the workshops found."""

    file = TableField(label=_("CSV file"), required=False)
    lines = BodyField(
        label=_("Or the rows themselves"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("With the names of the columns in the first row; at most 50 workshops."),
        error_messages=too_long(LARGEST),
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.today, self.entries = user, today, []

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        text = data["file"] or data["lines"]
        self.data = self.data.copy()
        self.data["lines"] = text  # to be mended, and sent again without the file
        try:
            rows = rows_of(text)
        except csv.Error:
            raise ValidationError(_("This is no table that can be read.")) from None
        if len(rows) > MOST_ROWS:
            raise ValidationError(_("At most 300 rows at once. Send the others afterwards."))
        self.entries = entries_of(rows)
        if len(self.entries) > MOST:
            raise ValidationError(_("At most 50 workshops at once. Send the others afterwards."))
        known = Known(self.user)
        for entry in self.entries:
            read(entry, known, self.user, self.today)
        return data

    @property
    def plans(self):
        return {entry.row: entry.plan for entry in self.entries if entry.plan}


def entries_of(rows) -> list[Entry]:
    """A row without a title is a further session of the workshop above it."""
    if not rows:
        raise ValidationError(_("Choose a file or write at least one row."))
    _no, heads = rows[0]
    names = [HEADS.get(" ".join(head.casefold().split()), "") for head in heads]
    if "title" not in names:
        raise ValidationError(
            _("The first row must name the columns, “Judul” among them. Take the template.")
        )
    found: list[Entry] = []
    for no, row in rows[1:]:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
        session = {name: cells.get(name, "") for name in ("day", "start", "end", "room")}
        if cells.get("title"):
            found.append(Entry(no, cells, [session]))
        elif found:
            found[-1].sessions.append(session)
        else:
            raise ValidationError(_("Row %(no)d has no title.") % {"no": no})
    if not found:
        raise ValidationError(_("There is no workshop below the names of the columns."))
    return found


class Known:
    """Names of the table that stand for rows of ours, read once."""

    def __init__(self, user):
        self.areas = named(Area.objects.active(), "name", "code", "slug")
        self.units = named(Unit.objects.all(), "name", "slug")
        self.forms = named(LearningForm.objects.all(), "code", "name", "name_en")
        self.rooms = named(Room.objects.all(), "name")
        self.own = set(Unit.objects.led_by(user).values_list("pk", flat=True))

    def of(self, kind: str, text: str, entry: Entry) -> str:
        """The id as the form wants it; an unknown name is said with its row."""
        found = getattr(self, kind).get(text.casefold())
        if text and found is None:
            entry.problems.append(UNKNOWN[kind] % {"name": text[:80]})
            entry.unknown.add(COLUMNS[kind])
        return str(found.pk) if found else ""


COLUMNS = {"areas": "areas", "units": "unit", "forms": "form", "rooms": "room"}
UNKNOWN = {
    "areas": _("The area “%(name)s” is not known."),
    "units": _("The unit “%(name)s” is not known."),
    "forms": _("The form of learning “%(name)s” is not known."),
    "rooms": _("The room “%(name)s” is not known."),
}


def named(rows, *names) -> dict:
    return {str(getattr(row, name)).casefold(): row for row in rows for name in names}


def read(entry: Entry, known: Known, user, today: date) -> None:
    """Through the form by which a person announces one; its sentences become those of the row."""
    sent = sent_of(entry, known, user)
    unit = str(sent["unit"])
    if unit and int(unit) not in known.own:
        words = {"name": entry.cells.get("unit") or user.unit}
        entry.problems.append(_("You do not announce for this unit: %(name)s.") % words)
    sheet = SessionSheet(sent, unit_ids=(), earliest=today)
    form = WorkshopForm(sent, user=user, sessions=sheet.formset)
    is_whole = form.is_valid() and (form.is_undecided or sheet.formset.is_valid())
    if is_whole and not entry.problems:
        entry.plan = form.plan
        return
    entry.problems += sentences(form, entry.unknown)
    if not form.is_undecided:
        entry.problems += sheet.formset.non_form_errors()
        entry.problems += [one for row in sheet.formset for one in sentences(row)]


def sentences(form, unknown=()) -> list[str]:
    """Each with the name of its column; a name that nobody knows was said already."""
    return [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        if name not in unknown and not (name == "place" and "room" in unknown)
        for error in errors
    ]


def sent_of(entry: Entry, known: Known, user) -> MultiValueDict:
    """What the form would send."""
    cells, sent = entry.cells, MultiValueDict()
    for name in AS_TYPED:
        sent[name] = cells.get(name, "")
    mode = MODES.get(cells.get("mode", "").casefold())
    if mode is None:
        entry.problems.append(str(_("How: write tatap muka, daring or hibrida.")))
    sent["mode"] = mode or Workshop.Mode.ONSITE
    sent["online_seats"] = cells.get("online_seats", "")
    areas = [one for one in LIST.split(cells.get("areas", "")) if one]
    sent.setlist("areas", [known.of("areas", one, entry) for one in areas])
    unit = cells.get("unit", "")
    sent["unit"] = known.of("units", unit, entry) if unit else str(user.unit_id or "")
    sent["form"] = known.of("forms", cells.get("form", ""), entry)
    sent["room"] = known.of("rooms", cells.get("room", ""), entry)
    sent["audience"] = WorkshopAudience.Kind.AREAS
    sent["has_waiting_list"] = "on"
    sent["holds_seats"] = "on"
    add_sessions(sent, entry, known)
    return sent


def add_sessions(sent: MultiValueDict, entry: Entry, known: Known) -> None:
    """Without a date it looks for one."""
    sessions = [one for one in entry.sessions if one["day"] or one["start"] or one["end"]]
    if not sessions:
        sent["undecided"] = "on"
    sent["sesi-TOTAL_FORMS"], sent["sesi-INITIAL_FORMS"] = str(len(sessions) or 1), "0"
    for no, session in enumerate(sessions):
        sent[f"sesi-{no}-day"] = iso(session["day"])
        sent[f"sesi-{no}-start"] = session["start"].replace(".", ":")
        sent[f"sesi-{no}-end"] = session["end"].replace(".", ":")
        if no and session["room"]:
            sent[f"sesi-{no}-room"] = known.of("rooms", session["room"], entry)


def iso(day: str) -> str:
    """12/01/2027 as Excel writes it here; anything else as it is."""
    found = DAY.fullmatch(day)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else day


def template_of(user, today: date) -> str:
    """The columns and one workshop as an example, as Excel opens it here."""
    day = today + timedelta(days=(7 - today.weekday()) % 7 + 21)  # a Monday
    form = LearningForm.objects.exclude(jp_default=None).first()
    area = Area.objects.active().in_order().first()
    example = {
        "judul": "Contoh: menulis telaahan staf yang ringkas",
        "uraian": "Tiga jam praktik menulis bersama. Hapus baris contoh ini.",
        "bidang": area.name if area else "",
        "unit": user.unit.name if user.unit else "",
        "bentuk": form.name if form else "",
        "cara": "tatap muka",
        "tanggal": f"{day:%d/%m/%Y}",
        "mulai": "09:00",
        "selesai": "12:00",
        "tempat": "Aula",
        "kursi": "30",
    }
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(NAMES_OF_HEADS)
    rows.writerow([example.get(head, "") for head in HEADS])
    return BOM + out.getvalue()
