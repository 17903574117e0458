"""What leaders and moderators of the demo have done: a guide, an announcement, a report."""

from datetime import datetime, timedelta

from accounts.models import Unit, User
from competencies.models import Area
from discussions import actions
from discussions.models import Post, Report

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


def add_curation(people: dict[str, User], now: datetime) -> None:
    """After the questions were asked and answered."""
    solved = Post.objects.filter(solution__isnull=False, thread__area_items__tag__code="T.KEU")
    answer = solved.order_by("pk")[0]
    grow(people, answer, now - timedelta(days=6))
    for key in ("guru1", "kaur", "gizi"):
        actions.confirm_worked(user=people[key], post=answer, now=now - timedelta(days=4))
    announce(people, now - timedelta(days=1))
    staff = {"thread__area_items__tag__code": "T.PEG"}  # an area of the demo's moderator
    answers = Post.objects.filter(kind="answer", solution=None, **staff)
    doubted = answers.exclude(author=people["asn"])
    actions.report_text(
        reporter=people["asn"],
        about=doubted.order_by("pk")[0],
        kind=Report.Kind.WRONG,
        note="Menu ini sudah dipindah di versi terbaru.",
        now=now - timedelta(hours=5),
    )
    actions.rank_threads(now=now)


def grow(people: dict[str, User], answer: Post, now: datetime) -> None:
    finance = Area.objects.get(code="T.KEU")
    text = actions.GuideText(TITLE, STEPS, "Permendagri 77/2020", [finance])
    moderator = people["mod_keu"]
    guide = actions.grow_guide(actor=moderator, answer=answer, text=text, now=now)
    actions.put_on_shelf(actor=moderator, areas=[finance], guide=guide, now=now)


def announce(people: dict[str, User], now: datetime) -> None:
    unit = Unit.objects.get(slug="dinkes")
    text = actions.AnnouncementText("Laporan bulanan lewat aplikasi", NEWS, unit, True)
    actions.announce(author=people["pimpinan"], text=text, now=now)
