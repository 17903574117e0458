"""Every page that a person can open, with something on it; used by several browser tests."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from competencies.actions import follow_area
from competencies.models import Area
from discussions.actions import (
    AnnouncementText,
    GuideText,
    QuestionText,
    SuggestedText,
    accept_answer,
    announce,
    ask_question,
    delete_question,
    edit_answer,
    find_regulation,
    grow_guide,
    hold_answer,
    mark_helpful,
    mark_outdated,
    post_comment,
    propose_duplicate,
    report_text,
    suggest_edit,
)
from tests.factories import UserFactory, area, make_answer, make_question, make_week, make_workshop
from workshops.actions import (
    NewMaterial,
    add_material,
    ask_at_workshop,
    offer_dates,
    register,
    show_interest,
)


@dataclass
class World:
    """A small regency in which every block of every page has something to show."""

    employee: object
    leader: object
    moderator: object
    thread: object
    workshop: object
    material: object
    draft: object
    undecided: object
    answer: object
    comment: object
    removed: object
    review: object
    about_person: object
    sealed: object
    repeated: object
    rule: object
    guide: object
    suggestion: object
    announced: object
    week: object

    def paths(self) -> dict[str, list[str]]:
        """Paths by the role that opens them."""
        thread, workshop = self.thread.get_absolute_url(), self.workshop.get_absolute_url()
        manage = f"/lokakarya/{self.workshop.public_id}"
        everybody = [
            "/",
            "/tanya/",
            "/tanya/?status=saya-tanya",
            "/tanya/baru/",
            thread,
            f"/tanya/{self.thread.public_id}/sunting/",
            f"/j/{self.answer.public_id}/komentar/",
            f"/j/{self.answer.public_id}/usulkan/",
            "/usulan/",
            self.suggestion.get_absolute_url(),
            f"{self.suggestion.get_absolute_url()}tolak/",
            f"/tanya/{self.thread.public_id}/riwayat/",
            f"/j/{self.answer.public_id}/banding/",
            f"/j/{self.answer.public_id}/dipakai/",
            f"/tanya/{self.thread.public_id}/serupa/",
            f"/tanya/{self.thread.public_id}/tutup/",
            self.comment.page,
            "/lokakarya/",
            "/lokakarya/?tampil=bulan",
            "/lokakarya/?tampil=pekan",
            workshop,
            self.undecided.get_absolute_url(),
            f"{manage}/tanya/",
            f"/berkas/{self.material.public_id}/laporkan/",
            "/saya/pengaturan/narasumber/",
            f"{manage}/cetak/",
            "/lokakarya/bahasan/",
            "/lokakarya/bahasan/baru/",
            "/materi/",
            f"{manage}/materi/semua/",
            self.material.get_absolute_url(),
            "/kabar/",
            "/kabar/atur/",
            f"/kabar/kurangi/{self.employee.notifications.latest('seq').seq}/",
            "/bidang/",
            "/bidang/keuangan-daerah/",
            "/cari/",
            "/cari/?q=rekening",
            "/cari/?q=tidakada",
            "/saya/",
            "/saya/pengaturan/",
            "/saya/kontribusi/",
            "/saya/tersimpan/",
            "/saya/draf/",
            "/bidang/usulan/",
            "/saya/umpan/",
            "/saya/kalender/",
            "/saya/data/",
            self.week.get_absolute_url(),
            f"/tanya/{self.week.public_id}/titip/",
            f"/panduan/{self.guide.public_id}/laporkan/",
            f"/orang/{self.leader.public_id}/laporkan/",
            self.about_person.get_absolute_url(),
            "/pengumuman/",
            self.announced.get_absolute_url(),
            "/tanya/?urut=perlu",
            "/saya/pengaturan/tampilan/",
            "/saya/pengaturan/sandi/",
            self.leader.get_absolute_url(),
            "/mulai/unit/",
            "/mulai/bidang/",
            "/mulai/kabar/",
            "/tidak-ada/",
            "/keluar/",
        ]
        hosting = [
            "/pekan-ini/",
            self.week.get_absolute_url(),
            "/unit/",
            f"/unit/{self.leader.unit.slug}/",
            "/pengumuman/baru/",
            self.announced.get_absolute_url(),
            f"/pengumuman/{self.announced.public_id}/penerima/",
            "/",
            "/lokakarya/baru/",
            self.draft.get_absolute_url(),
            f"{manage}/kelola/hadir/",
            f"{manage}/kelola/peserta/",
            f"{manage}/kelola/batalkan/",
            "/lokakarya/permintaan/",
            f"{manage}/kelola/ubah/",
            f"{manage}/kelola/narasumber/?q=an",
            f"/lokakarya/{self.undecided.public_id}/kelola/tanggal/",
            "/lokakarya/?tampil=ruang",
            f"{manage}/kelola/materi/",
            f"{manage}/kelola/materi/urutan/",
            f"{manage}/kelola/dijawab/?cari=rekening",
            f"{manage}/kelola/ekspor/",
            f"{manage}/surat-tugas/",
            f"/tanya/{self.thread.public_id}/lokakarya/",
            f"{self.material.get_absolute_url()}ubah/",
        ]
        visiting = [
            "/",
            "/masuk/",
            "/lupa-sandi/",
            "/bantuan/",
            "/privasi/",
            "/aksesibilitas/",
            "/masuk/akun-baru/",
        ]
        curating = [
            "/",
            f"/j/{self.answer.public_id}/solusi/",
            f"/j/{self.answer.public_id}/hapus/",
            f"/j/{self.answer.public_id}/usang/",
            f"/j/{self.answer.public_id}/jadi-komentar/",
            f"/j/{self.answer.public_id}/hitamkan/",
            f"/tanya/{self.sealed.public_id}/penanya/",
            f"/tanya/{self.thread.public_id}/undang/?q=an",
            f"/tanya/{self.thread.public_id}/gabung/",
            f"/tanya/{self.thread.public_id}/duplikat/",
            f"/tanya/{self.repeated.public_id}/duplikat/tidak/",
            self.repeated.get_absolute_url(),
            f"/j/{self.answer.public_id}/laporkan/",
            f"/j/{self.suggestion.post.public_id}/usulkan/",
            "/moderasi/",
            f"/tanya/{self.week.public_id}/titipan/",
            "/panduan/",
            self.guide.get_absolute_url(),
            f"/panduan/{self.guide.public_id}/sunting/",
            f"/panduan/{self.guide.public_id}/riwayat/",
            f"/panduan/{self.guide.public_id}/pensiun/",
            "/peraturan/",
            self.rule.get_absolute_url(),
            f"{self.rule.get_absolute_url()}cabut/",
            f"{self.rule.get_absolute_url()}ubah/",
            self.review.get_absolute_url(),
            self.about_person.get_absolute_url(),
            self.removed.get_absolute_url(),
        ]
        return {
            "employee": everybody,
            "leader": hosting,
            "": visiting,
            "moderator": curating,
        }


def looking_for_a_date(leader, employee, now):
    """The employee is interested, and has a date to choose."""
    workshop = make_workshop(
        leader, spans=[], registration_closes_at=None, title="Lokakarya yang mencari tanggal"
    )
    later = now + timedelta(days=9)
    slot = (later, later + timedelta(hours=3))
    offer_dates(actor=leader, workshop=workshop, slots=[slot], now=now)
    show_interest(user=employee, workshop=workshop, options=workshop.options.all(), now=now)
    return workshop


def build_world(employee, leader, moderator) -> World:
    now = timezone.now()
    follow_area(user=employee, area=Area.objects.get(code="T.KEU"), now=now)
    waited = now - timedelta(days=5)
    make_question(employee, title="Siapa yang menandatangani SPT kepala?", now=waited)
    thread = make_question(employee)
    answers = [make_answer(UserFactory(), thread) for _person in range(3)]
    for _remark in range(4):
        comment = post_comment(
            author=employee, post=answers[0], body="Berlaku juga di kecamatan?", now=now
        )
    later = now + timedelta(minutes=20)
    edit_answer(editor=answers[0].author, answer=answers[0], body="Baru.", version=1, now=later)
    curated = curate(employee, moderator, thread, answers)
    mark_helpful(user=employee, post=answers[0], now=now)
    accept_answer(actor=employee, answer=answers[1], kind="asker", now=now)
    make_question(UserFactory(), title="Pertanyaan yang belum dijawab siapa pun?")
    workshop = make_workshop(leader, areas=[Area.objects.get(code="T.KEU")])
    link = NewMaterial(title="Pedoman telaahan", url="https://contoh.id/pedoman")
    material = add_material(adder=leader, workshop=workshop, material=link, now=now)
    register(user=employee, workshop=workshop, now=now)
    text = QuestionText(
        "Apakah perlu membawa laptop?", "Saya belum punya laptop.", list(workshop.areas.all())
    )
    ask_at_workshop(author=employee, workshop=workshop, text=text, now=now)
    draft = make_workshop(leader, publish=False, title="Lokakarya yang masih draf")
    undecided = looking_for_a_date(leader, employee, now)
    told = AnnouncementText("Apel gabungan hari Senin", "Mohon hadir.", leader.unit, True)
    announced = announce(author=leader, text=told, now=now)
    week = make_week(leader)
    hold_answer(author=employee, thread=week, body="Kami menambah loket pagi.", now=now)
    return World(
        *(employee, leader, moderator),
        *(thread, workshop, material, draft, undecided, answers[0], comment),
        **curated,
        announced=announced,
        week=week,
    )


def curate(employee, moderator, thread, answers) -> dict:
    """What moderators have done and have before them."""
    now = timezone.now()
    reason = "Perbup 12/2020 sudah dicabut."
    mark_outdated(actor=moderator, post=answers[2], reason=reason, version=1, now=now)
    removed = make_question(employee, title="Pertanyaan yang memuat data pribadi?")
    delete_question(
        actor=moderator, thread=removed, role="moderator", reason="Memuat data pribadi.", now=now
    )
    reporter = UserFactory()
    repeated = make_question(employee, title="Kode rekening belanja saya salah, bagaimana?")
    propose_duplicate(actor=reporter, thread=repeated, of=thread, now=now)
    review = report_text(reporter=reporter, about=answers[0], kind="wrong", note="Usang.", now=now)
    words = {"kind": "rude", "note": "Menghina saat rapat.", "now": now}
    about_person = report_text(reporter=employee, about=answers[2].author, **words)
    rule = find_regulation("Perbup", 12, 2020)
    text = GuideText("Mengoreksi kode rekening", "Buka menu.", "Perbup 12/2020", [area()])
    guide = grow_guide(actor=moderator, answer=answers[1], text=text, now=now)
    words = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=words, now=now)
    found = {"removed": removed, "review": review, "repeated": repeated, "sealed": sealed}
    found["about_person"] = about_person
    better = SuggestedText(
        title="Bagaimana membetulkan kode rekening belanja?",
        body="Sistem menolak TBP karena rinciannya tidak cocok.",
        areas=[area("T.NAS")],
        reason="Judulnya lebih jelas.",
        version=1,
    )
    suggestion = suggest_edit(author=reporter, post=thread.posts.get(no=1), text=better, now=now)
    return {**found, "rule": rule, "guide": guide, "suggestion": suggestion}
