"""The rows of sessions as a sheet: buttons change the rows, and nothing is sent by them."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from workshops.forms.repeating import RepeatForm, typed_rule
from workshops.forms.session import MOST_SESSIONS, SessionForm, SessionFormSet, is_reversed
from workshops.models import WorkCalendar

PREFIX = "sesi"
PRESSES = ("more", "drop", "shift", "repeat", "check")


@dataclass
class Row:
    """A session's form, and what the work calendar says of it."""

    form: SessionForm
    remarks: list[str]
    next_day: date | None
    is_fine: bool  # asked for by a button, and nothing was found

    @property
    def mark(self) -> str:
        """The form sends it back: these remarks were shown beside it."""
        return " ".join([str(self.form["day"].value()), *self.remarks]) if self.remarks else ""


class SessionSheet:
    """What was sent, after the button that was pressed; `press` is its name, or nothing."""

    def __init__(self, sent, *, unit_ids, earliest=None, initial=None):
        self.unit_ids = unit_ids
        self.read = sent.getlist("remarked") if sent else []
        self.focus = None  # the row that a button changed: the page goes on there
        self.press = next((name for name in PRESSES if sent and name in sent), "")
        asked = sent if self.press == "repeat" else None
        self.repeating = RepeatForm(asked, initial=typed_rule(sent), prefix="ulang")
        if self.press:
            sent = with_rows(sent, self.pressed(sent, rows_of(sent)))
        self.formset = SessionFormSet(sent, prefix=PREFIX, initial=None if sent else initial)
        self.formset.earliest = earliest

    def pressed(self, sent, rows):
        chosen = number(sent.get(self.press, ""))
        if self.press == "more":
            chosen = len(rows)
            rows.append({})
        elif self.press == "repeat":
            chosen = len(rows)
            rows += self.repeated(rows)
        elif self.press == "drop":
            rows = [row for no, row in enumerate(rows) if no != chosen]
        elif self.press == "shift" and chosen < len(rows):
            rows[chosen] = rows[chosen] | self.shifted(rows[chosen])
        rows = rows[:MOST_SESSIONS] or [{}]
        if not self.repeating.errors:
            self.focus = min(chosen, len(rows) - 1)
        return rows

    def shifted(self, row):
        """The same hours on the next working day."""
        day = cleaned(row).get("day")
        following = day and WorkCalendar.around([day], self.unit_ids).next_working_day(day)
        return {"day": following.isoformat()} if following else {}

    def repeated(self, rows):
        """The first session again, on the days of the rule that have none yet."""
        if not self.repeating.is_valid():
            return []
        first = SessionForm(rows[0] if rows else {})
        if not first.is_valid() or first.span is None:
            self.repeating.add_error(None, _("Fill in the first session: the others follow it."))
            return []
        taken = {row.get("day") for row in rows}
        days = self.repeating.days(first.cleaned_data["day"], self.unit_ids)
        made = [rows[0] | {"no": "", "day": day.isoformat()} for day in days]
        return [row for row in made if row["day"] not in taken]

    @cached_property
    def rows(self):
        forms = list(self.formset)
        typed = [cleaned_of(form) for form in forms]
        days = [data["day"] for data in typed if data.get("day")]
        known = WorkCalendar.around(days, self.unit_ids)
        asked = self.press == "check"
        return [beside(form, data, known, asked) for form, data in zip(forms, typed, strict=True)]

    @property
    def unread(self):
        """Rows with remarks that the form has not shown beside them."""
        return [row for row in self.rows if row.remarks and row.mark not in self.read]

    def forgive(self):
        """Nothing was sent yet, so nothing is judged; what is typed stays."""
        for found in (self.formset.non_form_errors(), *self.formset.errors):
            found.clear()


def beside(form, data, known, asked):
    day, start, end = (data.get(name) for name in ("day", "start", "end"))
    remarks = known.remarks(day, start, end) if day else []
    next_day = known.next_working_day(day) if remarks else None
    if start and end and is_reversed(start, end) and not form.errors:
        remarks = [*remarks, _("A session ends after it starts.")]
    return Row(form, remarks, next_day, is_fine=bool(asked and day and not remarks))


def cleaned(row):
    return cleaned_of(SessionForm(row))


def cleaned_of(form):
    """What can be read of a row, right or not; of a form that was not sent, what it begins with."""
    form.is_valid()
    return getattr(form, "cleaned_data", form.initial)


def number(text):
    return int(text) if text.isdecimal() and len(text) < 3 else MOST_SESSIONS


def rows_of(sent):
    """A draft that was taken up brings rows that the form did not count."""
    names, counted = SessionForm.base_fields, number(sent.get(f"{PREFIX}-TOTAL_FORMS", ""))
    numbers = range(MOST_SESSIONS)
    brought = [no + 1 for no in numbers for name in names if f"{PREFIX}-{no}-{name}" in sent]
    many = max([counted, *brought])
    return [
        {name: sent.get(f"{PREFIX}-{no}-{name}", "") for name in names}
        for no in range(min(many, MOST_SESSIONS))
    ]


def with_rows(sent, rows):
    sent = sent.copy()
    sent[f"{PREFIX}-TOTAL_FORMS"], sent[f"{PREFIX}-INITIAL_FORMS"] = str(len(rows)), "0"
    for no, row in enumerate(rows):
        for name in SessionForm.base_fields:
            sent[f"{PREFIX}-{no}-{name}"] = row.get(name, "")
    return sent
