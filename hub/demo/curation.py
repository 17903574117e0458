"""What the demo's people have done: a guide, an announcement, a report, awards, a suggestion."""

from datetime import datetime, timedelta

from accounts.models import Unit, User
from competencies.models import Area
from discussions import actions
from discussions.models import Award, AwardKind, Post, Report, Thread
from hub.demo.story import Story

TITLE = "Menelusuri SPP-GU yang tertolak karena sisa SPD"
STEPS = (
    "1. Periksa apakah SPD triwulan berjalan sudah diterbitkan dan diotorisasi.\n"
    "2. Cocokkan kode rekening pada SPP dengan kode rekening di RAK.\n"
    "3. Bila ada pergeseran DPA, perbarui RAK lalu ajukan penerbitan SPD.\n"
    "4. Hapus SPP lama yang masih berstatus draf."
)
NEWS = (
    "Mulai pekan depan laporan bulanan dikirim lewat aplikasi. Bila ada yang belum jelas, silakan "
    "bertanya di bawah pengumuman ini."
)
ASKED = "Apa satu cara di unit Anda agar antrean pagi tidak menumpuk?"


def add_curation(story: Story) -> None:
    """Below the questions, each in its hour: news is numbered in the order in which it is told."""
    people, now = story.people, story.now
    for before, happen in (
        (timedelta(days=9), lambda moment: define_award(people, moment)),
        (timedelta(days=6), lambda moment: grow(people, solved_answer(), moment)),
        (timedelta(days=4), lambda moment: confirm(people, solved_answer(), moment)),
        (timedelta(days=2), lambda moment: week(people, moment)),
        (timedelta(days=1), lambda moment: hold(people, moment)),
        (timedelta(days=1), lambda moment: announce(people, moment)),
        (timedelta(hours=5), lambda moment: report(people, moment)),
        (timedelta(hours=3), lambda moment: suggest(people, moment)),
        (timedelta(0), reward),
    ):
        story.at(now - before, happen)


def solved_answer() -> Post:
    solved = Post.objects.filter(solution__isnull=False, thread__area_items__tag__code="T.KEU")
    return solved.order_by("pk")[0]


def confirm(people: dict[str, User], answer: Post, now: datetime) -> None:
    for key in ("guru1", "kaur", "gizi"):
        actions.confirm_worked(user=people[key], post=answer, now=now)


def report(people: dict[str, User], now: datetime) -> None:
    """In an area of the demo's moderator."""
    answers = Post.objects.filter(
        kind="answer", solution=None, thread__area_items__tag__code="T.PEG"
    )
    doubted = answers.exclude(author=people["asn"])
    actions.report_text(
        reporter=people["asn"],
        about=doubted.order_by("pk")[0],
        kind=Report.Kind.WRONG,
        note="Menu ini sudah dipindah di versi terbaru.",
        now=now,
    )


def grow(people: dict[str, User], answer: Post, now: datetime) -> None:
    finance = Area.objects.get(code="T.KEU")
    text = actions.GuideText(TITLE, STEPS, "Permendagri 77/2020", [finance])
    moderator = people["mod_keu"]
    guide = actions.grow_guide(actor=moderator, answer=answer, text=text, now=now)
    actions.put_on_shelf(actor=moderator, areas=[finance], guide=guide, now=now)


def suggest(people: dict[str, User], now: datetime) -> None:
    """A colleague words a question of the demo's member better; it waits for her word."""
    asked = Post.objects.filter(no=1, thread__author=people["asn"])
    opening = asked.get(thread__area_items__tag__code="T.PEG")
    text = actions.SuggestedText(
        title="Apakah cuti bersama memotong cuti tahunan PPPK?",
        body=opening.body.replace("Beberapa rekan PPPK di puskesmas", "Beberapa rekan PPPK"),
        areas=opening.thread.shown_areas,
        reason="Judulnya langsung menanyakan, dan ini berlaku di semua unit.",
        version=opening.version,
    )
    actions.suggest_edit(author=people["bidan"], post=opening, text=text, now=now)


def announce(people: dict[str, User], now: datetime) -> None:
    unit = Unit.objects.get(slug="dinkes")
    text = actions.AnnouncementText("Laporan bulanan lewat aplikasi", NEWS, unit, True)
    actions.announce(author=people["pimpinan"], text=text, now=now)


def week(people: dict[str, User], now: datetime) -> None:
    """One that runs in the health agency; two answers will wait."""
    question = actions.QuestionText(
        ASKED,
        "Ceritakan satu hal yang sudah dicoba, juga bila hasilnya belum memuaskan.",
        [Area.objects.get(code="T.KES")],
    )
    text = actions.WeekText(question, Unit.objects.get(slug="dinkes"), 7)
    actions.ask_week(author=people["pimpinan"], text=text, now=now)


def hold(people: dict[str, User], now: datetime) -> None:
    thread = Thread.objects.get(title=ASKED)
    for key, body in (
        ("bidan", "Loket lansia dibuka pukul 07.00, sebelum loket umum."),
        ("gizi", "Nomor antrean dibagikan lewat kader sehari sebelumnya."),
    ):
        actions.hold_answer(author=people[key], thread=thread, body=body, now=now)


def define_award(people: dict[str, User], now: datetime) -> None:
    """One that the admin defined, and that is shown to colleagues."""
    kind = AwardKind.objects.create(
        name="Sahabat banjir", sentence="Untuk rekan yang menjaga layanan tetap buka saat banjir."
    )
    award = actions.give_award(
        actor=people["admin"],
        user=people["asn"],
        kind=kind,
        reason="Tiga hari membantu posko Lawe Alas pada bulan Oktober.",
        now=now,
    )
    actions.show_award(award=award, is_shown=True, now=now)


def reward(now: datetime) -> None:
    """What rules give; one of them is shown to colleagues."""
    actions.rank_threads(now=now)
    actions.give_awards(now=now)
    first = Award.objects.filter(rule=Award.Rule.FIRST_CHOSEN).order_by("pk")[0]
    actions.show_award(award=first, is_shown=True, now=now)
