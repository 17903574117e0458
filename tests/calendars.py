"""Calendars as four programs read them that know nothing of each other.

The library that writes them (icalendar), a reader of our own that forgives nothing, ical.js of
Mozilla through Node where both are there (`NODE_PATH=… pytest`), and libical, which GNOME and KDE
read with, where the system's Python has it (Debian: gir1.2-ical-3.0 and python3-gi).
"""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from icalendar import Calendar

LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*):(.*)')
ESCAPED = re.compile(r"\\([\\;,nN])")
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION"}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", *TEXTS}
SCRIPT = """
const found = require("ical.js");
const ICAL = found.default || found;
const root = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
const iso = (time) => time.toJSDate().toISOString();
console.log(JSON.stringify(root.getAllSubcomponents("vevent").map((one) => {
  const event = new ICAL.Event(one);
  return [event.uid, event.sequence, iso(event.startDate), iso(event.endDate),
    one.getFirstPropertyValue("status"), event.summary, event.location, event.description];
})));
"""

SYSTEM_PYTHON = "/usr/bin/python3"
LIBICAL = """
import gi, json, sys
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
KIND = ICalGLib.ComponentKind.VEVENT_COMPONENT
root = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode())
utc = ICalGLib.Timezone.get_utc_timezone()
iso = lambda time: time.convert_to_zone(utc).as_ical_string()
found, one = [], root.get_first_component(KIND)
while one:
    status = one.get_status().value_nick.upper()
    words = (one.get_summary(), one.get_location(), one.get_description())
    span = iso(one.get_dtstart()), iso(one.get_dtend())
    texts = [text or "" for text in words]
    found.append([one.get_uid(), one.get_sequence(), *span, status, *texts])
    one = root.get_next_component(KIND)
print(json.dumps(found))
"""


@dataclass(frozen=True)
class Entry:
    uid: str
    sequence: int
    start: datetime
    end: datetime
    status: str
    summary: str
    location: str
    description: str

    @property
    def place(self):
        """What a client compares to know whether it has this already."""
        return self.uid, self.sequence


def read(body: bytes) -> list[Entry]:
    """As all of them agree."""
    found = read_strictly(body)
    assert by_library(body) == found
    if has_ical_js():
        assert by_ical_js(body) == found
    if has_libical():
        assert by_libical(body) == found
    assert len({one.uid for one in found}) == len(found)
    return found


def read_strictly(body: bytes) -> list[Entry]:
    """RFC 5545 3.1 and 3.3.11 to the letter: CRLF, 75 octets, escapes, each property once."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    unfolded = body.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode()
    events, open_parts, current = [], [], {}
    for line in unfolded.split("\r\n")[:-1]:
        name, _parameters, value = LINE.fullmatch(line).groups()
        if name == "BEGIN":
            open_parts.append(value)
            current = {} if value == "VEVENT" else current
        elif name == "END":
            assert open_parts.pop() == value
            events += [as_entry(current)] if value == "VEVENT" else []
        elif open_parts[-1] == "VEVENT":
            assert name not in current or name not in ONCE
            current[name] = value
    assert open_parts == []
    return events


def as_entry(found: dict[str, str]) -> Entry:
    assert found.keys() >= ONCE | {"LAST-MODIFIED"}
    texts = {name.lower(): unescaped(found[name]) for name in TEXTS}
    return Entry(
        uid=found["UID"],
        sequence=int(found["SEQUENCE"]),
        start=moment(found["DTSTART"]),
        end=moment(found["DTEND"]),
        status=found["STATUS"],
        **texts,
    )


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def unescaped(text: str) -> str:
    plain = ESCAPED.sub("", text)
    assert not set(plain) & set("\\;,"), text
    return ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], text)


def by_library(body: bytes) -> list[Entry]:
    return [
        Entry(
            uid=str(one["uid"]),
            sequence=one["sequence"],
            start=one.decoded("dtstart").astimezone(UTC),
            end=one.decoded("dtend").astimezone(UTC),
            **{name: str(one[name]) for name in ("status", "summary", "location", "description")},
        )
        for one in Calendar.from_ical(body).walk("VEVENT")
    ]


@cache
def has_ical_js() -> bool:
    node = shutil.which("node")
    if node is None:
        return False
    asked = [node, "-e", 'require.resolve("ical.js")']
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def by_ical_js(body: bytes) -> list[Entry]:
    said = subprocess.run(
        [shutil.which("node"), "-e", SCRIPT], check=True, capture_output=True, input=body
    )
    return [
        Entry(uid, number, datetime.fromisoformat(start), datetime.fromisoformat(end), *rest)
        for uid, number, start, end, *rest in json.loads(said.stdout)
    ]


@cache
def has_libical() -> bool:
    asked = [SYSTEM_PYTHON, "-c", LIBICAL.partition("KIND")[0]]
    return (
        Path(SYSTEM_PYTHON).exists()
        and not subprocess.run(asked, check=False, capture_output=True).returncode
    )


def by_libical(body: bytes) -> list[Entry]:
    said = subprocess.run(
        [SYSTEM_PYTHON, "-c", LIBICAL], check=True, capture_output=True, input=body
    )
    return [
        Entry(uid, number, moment(start), moment(end), *rest)
        for uid, number, start, end, *rest in json.loads(said.stdout)
    ]
