"""What happened before today, told by the product's own actions, in the order of time."""

import json
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Unit, User
from competencies.models import Area, LearningForm
from discussions import actions as discussions
from discussions.models import Post, Solution, Thread
from foundation.uploads import CheckedFile
from workshops import actions as workshops
from workshops.models import Room, Workshop

FOLDER = Path(__file__).parent
SEED = 2026
ROOMS = [
    ("Aula BPKD", "bpkd", 60),
    ("Aula BKPSDM", "bkpsdm", 80),
    ("Aula Dinas Kesehatan", "dinkes", 50),
    ("Ruang rapat Setdakab", "setdakab", 24),
]
GUIDE = (
    "Pedoman singkat (contoh)\n\n1. Baca pertanyaan yang sering muncul di forum.\n"
    "2. Siapkan satu contoh dari unit Anda.\n3. Catat satu hal yang akan dicoba pekan depan.\n"
)


class Story:
    """Collects happenings with their moments, then lets them happen in order."""

    def __init__(self, people: dict[str, User], now: datetime):
        self.people = people
        self.now = now
        self.random = random.Random(SEED)
        self.areas = {area.code: area for area in Area.objects.all()}
        self.happenings: list[tuple[datetime, int, Callable[[datetime], object]]] = []

    def at(self, moment: datetime, happen: Callable[[datetime], object]) -> None:
        """Nothing of the demo lies in another year: learning hours count per year."""
        first = self.now.replace(month=1, day=1, hour=0, minute=30)
        moment = min(max(moment, first), self.now)
        self.happenings.append((moment, len(self.happenings), happen))

    def tell(self) -> None:
        for moment, _order, happen in sorted(self.happenings, key=lambda one: one[:2]):
            happen(moment)

    # --- questions -------------------------------------------------------------------------
    def add_questions(self) -> None:
        rows = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))
        for number, row in enumerate(rows):
            days = 2 + (len(rows) - number) * 3 + self.random.random() * 2
            if not row["answers"]:
                days = 0.3 + self.random.random() * 6
            self.add_question(row, self.at_work(self.now - timedelta(days=days)))

    def at_work(self, moment: datetime) -> datetime:
        """In office hours, which is when people ask."""
        local = timezone.localtime(moment)
        hour, minute = self.random.randrange(8, 16), self.random.randrange(60)
        return local.replace(hour=hour, minute=minute)

    def add_question(self, row: dict, asked: datetime) -> None:
        made: dict[str, Thread] = {}
        text = discussions.QuestionText(
            title=row["title"], body=row["body"], areas=[self.areas[code] for code in row["areas"]]
        )
        asker = self.people[row["asker"]]

        def ask(moment):
            made["thread"] = discussions.ask_question(author=asker, text=text, now=moment)

        self.at(asked, ask)
        moment = asked
        for answer in row["answers"]:
            moment = self.at_work(moment + timedelta(hours=12 + self.random.random() * 24))
            self.at(moment, self.answering(made, answer, asker))
        for _same in range(self.random.randrange(4)):
            person = self.random.choice([one for one in self.people.values() if one != asker])
            self.at(moment, self.having_it_too(made, person))

    def answering(self, made: dict, row: dict, asker: User):
        helped = self.random.sample(list(self.people.values()), self.random.randrange(2, 16))

        def answer(moment):
            author = self.people[row["by"]]
            post = discussions.post_answer(
                author=author, thread=made["thread"], body=row["body"], now=moment
            )
            for person in helped:
                if person != author:
                    discussions.mark_helpful(user=person, post=post, now=moment)
            if row["best"]:
                self.accept(asker, post, moment)

        return answer

    def accept(self, asker: User, post: Post, moment: datetime) -> None:
        discussions.accept_answer(actor=asker, answer=post, kind=Solution.Kind.ASKER, now=moment)

    def having_it_too(self, made: dict, person: User):
        return lambda moment: discussions.mark_me_too(
            user=person, thread=made["thread"], now=moment
        )

    # --- workshops -------------------------------------------------------------------------
    def add_workshops(self) -> None:
        workshops.renew_special_days(now=self.now)
        for name, slug, seats in ROOMS:
            Room.objects.create(name=name, unit=Unit.objects.get(slug=slug), seats=seats)
        rows = json.loads((FOLDER / "workshops.json").read_text(encoding="utf-8"))
        for row in rows:
            self.add_workshop(row)

    def add_workshop(self, row: dict) -> None:
        made: dict[str, Workshop] = {}
        spans = [self.span(row, day) for day in row["days"]]
        announced = min(spans[0][0], self.now) - timedelta(days=12, hours=self.random.random() * 9)
        plan = self.plan_of(row, spans)
        host = self.people[row["host"]]

        def announce(moment):
            made["workshop"] = workshops.announce_workshop(
                host=host, plan=plan, publish=True, now=moment
            )
            self.add_materials(made["workshop"], host, moment)

        self.at(announced, announce)
        coming = self.participants(row, host)
        for place, person in enumerate(coming):
            later = announced + timedelta(hours=1 + place / 4)
            self.at(later, self.registering(made, person, row, place))
        if spans[-1][1] < self.now:
            self.at(spans[-1][1] + timedelta(minutes=5), self.closing(made, host, coming))

    def span(self, row: dict, day: int) -> workshops.Span:
        """Local hours on the day; what is on today has begun an hour ago."""
        if day == 0:
            start = self.now - timedelta(hours=1)
            start = start.replace(second=0, microsecond=0)
            return workshops.Span(start, start + timedelta(hours=3))
        held = working_day(timezone.localdate(self.now) + timedelta(days=day))
        start, end = (
            timezone.make_aware(datetime.strptime(f"{held} {row[key]}", "%Y-%m-%d %H.%M"))  # noqa: DTZ007
            for key in ("start", "end")
        )
        return workshops.Span(start, end)

    def plan_of(self, row: dict, spans: list) -> workshops.WorkshopPlan:
        host = self.people[row["host"]]
        seats = {"total": row["seats"] + row["online_seats"]}
        if row["online_seats"]:
            seats |= {"room": row["seats"], "online": row["online_seats"]}
        is_today = row["days"] == [0]
        assert host.unit  # noqa: S101  every demo person has one
        return workshops.WorkshopPlan(
            title=row["title"],
            description=row["description"],
            areas=[self.areas[code] for code in row["areas"]],
            unit=host.unit,
            form=LearningForm.objects.get(code=row["form"]),
            mode=row["mode"],
            place=row["place"],
            room=Room.objects.filter(name=row["place"]).first(),
            online_url="" if row["mode"] == "onsite" else "https://rapat.contoh.id/lokakarya",
            spans=spans,
            seats=seats,
            unit_points=row.get("unit_points"),
            registration_closes_at=spans[0][1] if is_today else spans[0][0],
            jp=row["jp"],
            jp_reason="",
            audience="areas",
        )

    def add_materials(self, workshop: Workshop, host: User, moment: datetime) -> None:
        guide = SimpleUploadedFile("pedoman.txt", GUIDE.encode())
        pedoman = workshops.NewMaterial(
            title=f"Pedoman singkat: {workshop.title}"[:150],
            upload=guide,
            checked=CheckedFile(kind="txt", name="pedoman-singkat.txt"),
        )
        workshops.add_material(adder=host, workshop=workshop, material=pedoman, now=moment)

    def participants(self, row: dict, host: User) -> list[User]:
        """The people of the demo's learning records first, then a mixed crowd."""
        wanted = {key for key, titles in LEARNERS.items() if row["title"] in titles}
        crowd = [
            person
            for key, person in self.people.items()
            if person != host and key not in LEARNERS and key not in wanted
        ]
        number = min(row["seats"], 4 + self.random.randrange(8))
        chosen = [self.people[key] for key in wanted] + self.random.sample(crowd, number)
        return chosen[: row["seats"]]

    def registering(self, made: dict, person: User, row: dict, place: int):
        seat = ("online" if place % 3 else "room") if row["online_seats"] else "total"
        wish = workshops.Wish(seat, ignores_overlap=True)
        return lambda moment: workshops.register(
            user=person, workshop=made["workshop"], wish=wish, now=moment
        )

    def closing(self, made: dict, host: User, coming: list[User]):
        absent = {person.pk for person in coming if person.pk % 7 == 0}
        absent -= {self.people[key].pk for key in LEARNERS}

        def close(moment):
            workshop = made["workshop"]
            rows = workshop.registrations.confirmed().exclude(user__in=absent)
            for session in workshop.sessions.standing():
                present = list(rows.values_list("pk", flat=True))
                workshops.take_attendance(host=host, session=session, present=present, now=moment)
            workshops.close_workshop(actor=host, workshop=workshop, now=moment)

        return close


def working_day(day: date) -> date:
    """Nothing is held on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


# Who has learnt what, so that every ring looks different: 14, 22 of 20, 24 of 24, 0.
PAST = [
    "Lokakarya Penatausahaan Akhir Triwulan",
    "Webinar Manajemen Kinerja Pegawai",
    "Lokakarya Pelayanan Gizi di Posyandu",
    "Bimtek Pengelolaan Arsip Dinamis",
    "Komunitas Belajar Operator Kute",
]
TODAY = "Seminar singkat: Membaca Data Gizi untuk Keputusan Harian"
SOON = "Sesi Berbagi: Bedah Kasus SRIKANDI dan Tata Naskah"
LEARNERS = {
    "asn": [*PAST[:3], TODAY, SOON],
    "bidan": [PAST[0], PAST[2], PAST[3], PAST[1]],
    "perawat2": PAST,
    "perawat": [],
}
