"""Row J8: workshops of a CSV become drafts, looked at first, each by the rules of the form."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Unit, UnitLeadership
from notifications.models import Notification
from tests.factories import area
from tests.together import together
from workshops.actions import call_off_workshop, import_workshops, publish_workshop, try_importing
from workshops.forms import ImportForm
from workshops.models import Room, Workshop

URL = "/lokakarya/impor/"
HEAD = "Judul;Uraian;Bidang;Unit;Bentuk;JP;Alasan JP;Cara;Tanggal;Mulai;Selesai;Ruang;Tempat;Kursi"
DAY = timezone.localdate() + timedelta(days=30)


def row(**changes):
    """A workshop in a month; changes are its cells."""
    cells = {
        "judul": "Menyusun laporan kinerja yang terbaca",
        "uraian": "Praktik menulis bersama selama tiga jam.",
        "bidang": "Keuangan Daerah",
        "unit": "",
        "bentuk": "KL07",
        "jp": "",
        "alasan": "",
        "cara": "",
        "tanggal": f"{DAY:%d/%m/%Y}",
        "mulai": "09.00",
        "selesai": "12:00",
        "ruang": "",
        "tempat": "Aula Bappeda",
        "kursi": "30",
    }
    return ";".join((cells | changes).values())


MORE = {"judul": "", "uraian": "", "bidang": "", "bentuk": "", "tempat": "", "kursi": ""}


def csv(*lines, encoding="utf-8-sig"):
    return SimpleUploadedFile("lokakarya.csv", "\r\n".join(lines).encode(encoding))


@pytest.fixture
def send(leader, as_user, unlimited):
    def press(*lines, user=leader, **more):
        return as_user(user).post(URL, {"lines": "\n".join(lines)} | more)

    return press


@pytest.fixture
def area_name():
    return area().name


def test_row_j8_the_first_look_says_what_the_calendar_says(send, area_name):
    saturday = DAY + timedelta(days=(5 - DAY.weekday()) % 7)

    page = send(HEAD, row(bidang=area_name, tanggal=f"{saturday:%d/%m/%Y}"))

    assert f"{date_format(saturday, 'l, j F')}: Sabtu: bukan hari kerja." in page.content.decode()


def test_row_j8_the_first_look_makes_nothing_the_confirmed_one_drafts(
    send, leader, employee, area_name
):
    lines = [HEAD, row(bidang=area_name)]

    page = send(*lines)
    assert (page.status_code, Workshop.objects.count()) == (200, 0)
    assert "Menjadi draf" in page.content.decode()

    page = send(*lines, confirm="1")
    draft = Workshop.objects.get()
    assert draft.get_absolute_url() in page.content.decode()
    assert (draft.status, draft.host, draft.unit, draft.jp) == ("draft", leader, leader.unit, 5)
    start = timezone.localtime(draft.sessions.get().starts_at)
    assert (start.date(), start.hour) == (DAY, 9)
    assert draft.pools.get().capacity == 30
    assert not Notification.objects.exists()


def test_row_j8_a_file_of_excel_with_semicolons_and_a_bom(leader, as_user, area_name):
    rows = [HEAD, row(bidang=f'"{area_name}"', judul='"Menulis; lalu membaca ulang"')]

    page = as_user(leader).post(URL, {"file": csv(*rows)})

    assert [one.workshop.title for one in page.context["outcomes"]] == [
        "Menulis; lalu membaca ulang"
    ]
    assert "Menulis; lalu membaca ulang" in page.content.decode()  # to be confirmed, or mended


def test_row_j8_commas_and_an_old_alphabet(leader, as_user, area_name):
    lines = [HEAD.replace(";", ","), row(bidang=area_name, tempat="Café Aula").replace(";", ",")]

    page = as_user(leader).post(URL, {"file": csv(*lines, encoding="cp1252")})

    assert page.context["outcomes"][0].workshop.place == "Café Aula"


def test_row_j8_a_row_without_a_title_is_a_further_session(send, area_name, unit):
    lab = Room.objects.create(name="Lab Komputer", unit=unit, seats=40)
    next_day = f"{DAY + timedelta(days=1):%Y-%m-%d}"

    send(HEAD, row(bidang=area_name), row(**MORE, tanggal=next_day, ruang=lab.name), confirm="1")

    sessions = Workshop.objects.get().sessions.order_by("no")
    assert [(one.starts_at.astimezone().minute, one.own_room) for one in sessions] == [
        (0, None),
        (0, lab),
    ]


def test_row_j8_without_a_date_it_is_a_draft_that_looks_for_one(send, area_name):
    send(HEAD, row(bidang=area_name, tanggal="", mulai="", selesai="", jp="5"), confirm="1")

    assert not Workshop.objects.get().sessions.exists()


def test_row_j8_what_is_wrong_is_said_by_row_and_the_rest_can_go(send, area_name):
    page = send(
        HEAD,
        row(bidang=area_name),
        row(bidang="Sihir", unit="Dinas Antah"),
        row(bidang=area_name, judul="Pendek", selesai="08:00"),
        row(bidang=area_name, tanggal="besok", cara="terbang"),
        row(bidang=area_name, judul="Menulis nota dinas bersama"),
    )

    wrong = {entry.row: " ".join(map(str, entry.problems)) for entry in page.context["wrong"]}
    assert set(wrong) == {3, 4, 5}
    assert "Sihir" in wrong[3]
    assert "Dinas Antah" in wrong[3]
    assert "Judul lokakarya: " in wrong[4]
    assert "Jam selesai harus setelah jam mulai" in wrong[4]
    assert "tatap muka, daring atau hibrida" in wrong[5]
    assert [one.row for one in page.context["outcomes"]] == [2, 6]


def test_row_j8_twice_makes_nothing_twice_and_says_so(send, leader, area_name, now):
    lines = [HEAD, row(bidang=area_name), row(bidang=area_name)]
    send(*lines, confirm="1")

    page = send(*lines, confirm="1")

    assert Workshop.objects.count() == 1
    assert page.content.decode().count("Sudah ada") == 2
    draft = publish_workshop(workshop=Workshop.objects.get(), now=now)
    call_off_workshop(actor=leader, workshop=draft, reason="Narasumber sakit.", now=now)
    send(*lines, confirm="1")
    assert Workshop.objects.filter(status="draft").count() == 1


def test_row_j8_only_for_units_for_which_one_announces(send, leader, other_unit, admin, area_name):
    lines = [HEAD, row(bidang=area_name, unit=other_unit.name)]

    page = send(*lines, confirm="1")
    assert "tidak mengumumkan untuk unit ini" in page.content.decode()
    assert not Workshop.objects.exists()

    below = Unit.objects.create(name="Pustu Darul Amin", slug="pustu", parent=leader.unit, kind="x")
    send(HEAD, row(bidang=area_name, unit=below.name.upper()), confirm="1")
    assert Workshop.objects.get().unit == below


def test_row_j8_formulas_are_texts(send, area_name, as_user, leader):
    cell = '=HYPERLINK("http://contoh.id") & menulis'
    quoted = '"' + cell.replace('"', '""') + '"'

    send(HEAD, row(bidang=area_name, judul=quoted, tempat="'=1+1"), confirm="1")

    draft = Workshop.objects.get()
    assert (draft.title, draft.place) == (cell, "=1+1")
    assert cell not in as_user(leader).get(draft.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([""], "Pilih berkas"),
        (["Nama;Unit", "a;b"], "Baris pertama"),
        ([HEAD], "Tidak ada lokakarya"),
        ([HEAD, row(**MORE)], "Baris 2 tidak berjudul"),
        ([HEAD, *[row()] * 51], "Paling banyak 50"),
        ([HEAD, *[row(**MORE)] * 301], "Paling banyak 300"),
        ([HEAD, row(judul='"tanda kutip tidak ditutup')], "Baris 2:"),
    ],
)
def test_row_j8_bad_tables_get_a_sentence_and_stay(send, lines, sentence):
    page = send(*lines)

    html = page.content.decode()
    assert sentence in html
    assert not Workshop.objects.exists()


def test_row_j8_a_file_that_is_too_large_or_no_table_is_refused(leader, as_user):
    client = as_user(leader)
    large = SimpleUploadedFile("a.csv", b"x" * 200_000)

    assert client.post(URL, {"file": large}).status_code == 422
    assert client.post(URL, {"file": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 422


def test_row_j8_the_template_is_read_as_it_is(leader, as_user):
    client = as_user(leader)
    found = client.get(f"{URL}contoh.csv")

    assert found["Content-Disposition"] == 'attachment; filename="lokakarya.csv"'
    page = client.post(URL, {"file": SimpleUploadedFile("a.csv", found.content)})

    assert [one.is_new for one in page.context["outcomes"]] == [True]


def test_row_j8_every_form_that_it_names_is_known(leader, as_user, send, area_name):
    """Whoever reads "is not known" finds on the same page what is."""
    named = as_user(leader).get(URL).content.decode().split("Bentuk diisi salah satu dari ini:")[1]
    names = [unescape(one) for one in named.split("</p>")[0].strip().split(" · ")]

    rows = [f"Menata arsip kantor {no};{area_name};{one}" for no, one in enumerate(names)]
    page = send("\n".join(["judul;bidang;bentuk", *rows]))

    said = [problem for entry in page.context["form"].entries for problem in entry.problems]
    assert len(names) > 5
    assert [one for one in said if "tidak dikenal" in one] == []


def test_row_j8_only_leaders_and_admins(employee, as_user):
    for url in (URL, f"{URL}contoh.csv"):
        assert as_user(employee).get(url).status_code == 403


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_j8_in_two_tabs_at_once_it_is_made_once(leader, area_name, now):
    UnitLeadership.objects.get(user=leader)
    text = "\n".join([HEAD, row(bidang=area_name)])
    form = ImportForm({"lines": text}, user=leader, today=timezone.localdate(now))
    assert form.is_valid(), form.errors

    answers = together(*[lambda: import_workshops(host=leader, plans=form.plans, now=now)] * 3)

    assert sorted(one.is_new for [one] in answers) == [False, False, True]
    assert Workshop.objects.count() == 1


def test_row_j8_trying_takes_everything_back(leader, area_name, now):
    text = "\n".join([HEAD, row(bidang=area_name)])
    form = ImportForm({"lines": text}, user=leader, today=timezone.localdate(now))
    assert form.is_valid()

    [one] = try_importing(host=leader, plans=form.plans, now=now)

    assert one.is_new
    assert not Workshop.objects.exists()


def test_row_j8_the_first_look_says_when_where_and_how_many(send, area_name):
    lines = [
        HEAD,
        row(bidang=area_name),
        row(**MORE, tanggal=f"{DAY + timedelta(days=1):%d/%m/%Y}"),
    ]

    html = " ".join(send(*lines).content.decode().split())

    for said in (date_format(DAY, "l, j F Y"), "2 sesi", "Aula Bappeda", "Kursi: 30"):
        assert said in html


def test_row_j8_a_row_says_all_that_is_wrong_at_once_but_no_more_than_five(send, area_name):
    wrong = {"bidang": "Tidak ada", "bentuk": "Entah", "ruang": "Gudang"}
    cells = {"kursi": "dua puluh", "tanggal": "31/11/2026"}

    (two,) = send(HEAD, row(bidang=area_name, **cells)).context["wrong"]
    (many,) = send(HEAD, row(**wrong | cells, cara="terbang")).context["wrong"]

    assert [problem.split(":")[0] for problem in two.first_problems] == ["Jumlah kursi", "Tanggal"]
    assert len(many.problems) > len(many.first_problems) == 5


def test_row_j8_a_cell_of_very_many_areas_makes_no_long_page(send):
    page = send(HEAD, row(bidang=",".join("a" * 20_000)))

    assert len(page.content) < 200_000


def test_row_j8_until_midnight_is_written_as_nought(send, area_name):
    send(HEAD, row(bidang=area_name, mulai="20.00", selesai="00.00"), confirm="1")

    start, end = Workshop.objects.get().sessions.values_list("starts_at", "ends_at").get()
    assert end - start == timedelta(hours=4)
