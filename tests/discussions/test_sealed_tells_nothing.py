"""Row 4, defect 14: whoever asked, everybody else sees the same, to the letter.

Two people who did the same things here; one of them asks without a name, and then, in another
world, the other. Every page, part, file, feed, header and answer to a form must be the same in
both worlds: a name, a picture, a unit, an order or a count that gives a hint would differ.
"""

import io
import logging
from itertools import zip_longest

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.actions import renew_feed_token
from accounts.models import UnitLeadership, User
from competencies.actions import follow_area
from competencies.models import AreaCuratorship
from competencies.permissions import is_moderator
from discussions import actions
from discussions.models import Comment, Post, Revision, Thread
from foundation import models as foundation_models
from foundation.actions import save_for_later
from foundation.drafts import keep_draft
from tests.factories import UnitFactory, UserFactory, area, make_answer, make_question
from tests.sweep import looks, presses, text_of, undone

TITLE = "Bolehkah saya menolak perintah lisan atasan?"
RULE = "Perbup 12/2020"
BODY = "Saya diminta menandatangani SPJ yang kegiatannya tidak ada."
OBSERVERS = ["colleague", "chief", "moderator", "admin"]
WORDS = ["perintah lisan", "Zulkhairi", "Qamariah", "Kanaria", "menandatangani SPJ"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Photos of worlds that are undone leave no file behind."""
    settings.MEDIA_ROOT = tmp_path
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": files}


@pytest.fixture
def one(db):
    """One of the two who may have asked."""
    return somebody(77123456, "Zulkhairi Kanaria", "Kantor Camat Babul Makmur")


@pytest.fixture
def other(db):
    """The other one."""
    return somebody(66123459, "Qamariah Lingga", "Dinas Kelautan Sinabung")


def somebody(pk, name, unit):
    """Found wherever they leak: by key, names, address, unit, position, and whom they work for."""
    unit = UnitFactory(name=unit, slug=f"unit-{pk}")
    chief = UserFactory(name=f"Kepala {unit.name}", unit=unit)
    since = chief.welcomed_at.date()
    UnitLeadership.objects.create(user=chief, unit=unit, since=since)
    user = UserFactory(
        pk=pk,
        name=name,
        email=f"{name.split()[0].lower()}@contoh.id",
        unit=unit,
        position=unit.name,
    )
    renew_feed_token(user=user)
    return user


@pytest.fixture
def same_ids(monkeypatch):
    """Public ids come in the same order in both worlds, so that pages can be compared."""
    state = {"n": 0}

    def draw(length):
        state["n"] += 1
        digits, n = "", state["n"] + 28**4
        while n:
            digits, n = foundation_models.ALPHABET[n % 28] + digits, n // 28
        return (foundation_models.ALPHABET[0] * length + digits)[-length:]

    monkeypatch.setattr(foundation_models, "draw_id", draw)
    return lambda: state.update(n=0)


def live_a_little(person, colleague, now):
    """What both did under their own names before."""
    follow_area(user=person, area=area("T.KEU"), now=now)
    words = {"body": f"Keadaan yang dialami {person.name}.", "now": now}
    asked = make_question(person, title=f"Pertanyaan biasa dari {person.name}?", **words)
    make_answer(colleague, asked, now=now)
    own = make_question(colleague, title=f"Pertanyaan yang dijawab {person.name}?", **words)
    answer = make_answer(person, own, body=f"Menurut {RULE} boleh.", now=now)
    actions.accept_answer(actor=colleague, answer=answer, kind="asker", now=now)


def picture():
    content = io.BytesIO()
    Image.new("RGB", (20, 20)).save(content, "PNG")
    return SimpleUploadedFile("foto-zulkhairi.png", content.getvalue())


def ask_without_a_name(asker, now, title=TITLE, **more):
    text = actions.QuestionText(
        title=title, body=BODY, areas=[area("T.KEU")], is_sealed=True, **more
    )
    return actions.ask_question(author=asker, text=text, now=now)


def do_everything(asker, people, now):
    """All that an asker can do in a question without a name, and what others do about it."""
    colleague, chief, moderator = (people[one] for one in ("colleague", "chief", "moderator"))
    photo = actions.store_attachment(owner=asker, upload=picture(), now=now)
    sealed = ask_without_a_name(asker, now, attached=[photo])
    first = make_answer(colleague, sealed, body=f"Mintalah tertulis dulu, {RULE}.", now=now)
    second = make_answer(chief, sealed, body="Laporkan ke inspektorat.", now=now)
    foreign = actions.post_comment(author=chief, post=first, body="Saya juga.", now=now)
    talk(asker, sealed, first, second, colleague, now)
    choose(asker, first, second, now)
    keep_for_oneself(asker, sealed, now)
    actions.invite_person(actor=asker, thread=sealed, person=moderator, now=now)
    actions.report_text(reporter=asker, about=foreign, kind="rude", note="Tolong.", now=now)
    before = Thread.objects.filter(author=colleague).first()
    actions.propose_duplicate(actor=colleague, thread=sealed, of=before, now=now)
    actions.refuse_duplicate(actor=asker, thread=sealed, difference="Ini lisan.", now=now)
    change_words(asker, sealed, now.replace(year=now.year + 1))
    actions.close_question(actor=asker, thread=sealed, reason="Sudah jelas.", now=now)
    actions.reopen_question(actor=asker, thread=sealed, now=now)
    make_answer(moderator, sealed, body="Sampaikan keberatan tertulis.", now=now)
    actions.request_unsealing(
        actor=moderator, role="moderator", thread=sealed, reason="Ada ancaman di sini.", now=now
    )
    meet_other_fates(asker, people, now)


def talk(asker, sealed, first, second, mentioned, now):
    """Comments, one of which becomes the asker's own answer, and one that mentions somebody."""
    by = {"author": asker, "now": now}
    actions.post_comment(post=first, body="Kalau tetap menolak?", **by)
    remark = actions.post_comment(post=first, body="Saya dapat jalan.", **by)
    mention = f"[@{mentioned.name}](/orang/{mentioned.public_id}/) bagaimana?"
    actions.post_comment(post=second, body=mention, **by)
    actions.post_comment(post=sealed.posts.get(no=1), body="Tambahan: lisan saja.", **by)
    actions.turn_into_answer(actor=asker, comment=remark, now=now)


def choose(asker, first, second, now):
    """A choice that is taken back, another one, and one more that solves it too."""
    by = {"actor": asker, "now": now}
    actions.accept_answer(answer=first, kind="asker", **by)
    actions.unaccept_answer(answer=first, role="asker", **by)
    actions.accept_answer(answer=second, kind="asker", **by)
    actions.accept_answer(answer=first, kind="asker", is_also=True, **by)
    actions.mark_helpful(user=asker, post=first, now=now)
    for answer in (first, second):
        actions.confirm_worked(user=asker, post=answer, now=now)


def keep_for_oneself(asker, sealed, now):
    actions.mute_thread(user=asker, thread=sealed, now=now)
    actions.follow_thread(user=asker, thread=sealed, now=now)
    save_for_later(user=asker, about=sealed, now=now)
    keep_draft(user=asker, form="/tanya/", fields={"body": "Draf."}, sequence=0, now=now)


def change_words(asker, sealed, now):
    """An edit, and back to the words before."""
    text = actions.QuestionText(title=TITLE, body=f"{BODY} Mohon saran.", areas=[area("T.KEU")])
    version = sealed.posts.get(no=1).version
    actions.edit_question(editor=asker, thread=sealed, text=text, version=version, now=now)
    revision = Revision.objects.filter(post__thread=sealed).latest("pk")
    actions.restore_revision(actor=asker, revision=revision, now=now)


def meet_other_fates(asker, people, now):
    """Questions without a name that were merged, removed, hidden, and found to be asked before."""
    moderator, colleague = people["moderator"], people["colleague"]
    merged = ask_without_a_name(asker, now, title="Yang digabungkan ke lainnya?")
    actions.post_answer(author=asker, thread=merged, body="Saya menemukan jalannya.", now=now)
    into = make_question(colleague, title="Yang menerima gabungan?", body="Isinya sama.", now=now)
    actions.merge_questions(actor=moderator, source=merged, into=into, reason="Sama.", now=now)
    removed = ask_without_a_name(asker, now, title="Yang ditarik kembali itu?")
    actions.delete_question(actor=asker, thread=removed, role="asker", reason="Salah.", now=now)
    hidden = ask_without_a_name(asker, now, title="Yang disembunyikan laporan?")
    actions.report_text(
        reporter=moderator, about=hidden.posts.get(no=1), kind="personal", note="", now=now
    )
    repeated = ask_without_a_name(asker, now, title="Yang pernah ditanyakan itu?")
    actions.propose_duplicate(actor=colleague, thread=repeated, of=into, now=now)
    actions.confirm_duplicate(actor=asker, thread=repeated, now=now)


@pytest.fixture
def people(colleague, one, moderator, admin, now):
    """The observers, the leader of one of the two among them; each reads feeds of the area."""
    chief = User.objects.get(leaderships__unit=one.unit)
    found = dict(zip(OBSERVERS, [colleague, chief, moderator, admin], strict=True))
    for person in found.values():
        renew_feed_token(user=person)
        follow_area(user=person, area=area("T.KEU"), now=now)
    return found


@pytest.fixture
def worlds(one, other, people, same_ids, now):
    """`worlds(observe)`: what is observed when the one has asked, and when the other has."""

    def live_twice(observe):
        seen = []
        for asker in (one, other):
            same_ids()
            with time_machine.travel(now, tick=False), undone():
                for person in (one, other):
                    live_a_little(person, people["colleague"], now)
                do_everything(asker, people, now)
                if is_moderator(one):
                    revoke_a_rule(one, now)
                seen.append(observe())
        return seen

    return live_twice


def revoke_a_rule(moderator, now):
    """The same person in both worlds, in one of them on the answers to the own sealed question."""
    rule = actions.find_regulation("Perbup", 12, 2020)
    actions.revoke_regulation(actor=moderator, regulation=rule, replaced_by=None, now=now)
    actions.flag_revoked(now=now)


@pytest.fixture
def both_moderate(one, other, now):
    for person in (one, other):
        AreaCuratorship.objects.create(user=person, area=None, since=now)


def differing(one_world, other_world):
    """The addresses whose answers differ, with the first line that does."""
    assert list(one_world) == list(other_world)
    return {
        url: next(
            pair
            for pair in zip_longest(text.split("\n"), other_world[url].split("\n"))
            if pair[0] != pair[1]
        )
        for url, text in one_world.items()
        if text != other_world[url]
    }


@pytest.fixture
def compared(worlds, people, as_user):
    """Nothing that this observer gets by `look` differs between the two worlds."""

    def compare(observer, look):
        client = as_user(people[observer])
        seen, other_seen = worlds(lambda: {url: text_of(got) for url, got in look(client)})
        assert differing(seen, other_seen) == {}
        return seen

    return compare


def of_interest():
    """The question with everything in it, and some of its texts."""
    sealed = Thread.objects.get(title=TITLE)
    posts = sealed.posts.order_by("pk")
    comments = Comment.objects.filter(post__thread=sealed).order_by("pk")
    return {
        Thread: [sealed],
        Post: [*posts.filter(author=None), posts.exclude(author=None)[0]],
        Comment: [
            comments.get(author=None, body__startswith="Kalau"),
            comments.exclude(author=None)[0],
        ],
    }


def everything(client, **more):
    yield from looks(client, of_interest(), words=WORDS, **more)
    for thread in Thread.objects.filter(author=None).exclude(title=TITLE):
        for page in ("", "riwayat/", "penanya/", "serupa/", "jawaban-baru/?sejak=1"):
            url = f"/tanya/{thread.public_id}/{page}"
            yield url, client.get(url, follow=True)


@pytest.mark.parametrize("observer", OBSERVERS)
def test_row_4_no_page_part_or_file_tells_who_asked(observer, compared):
    is_admin = observer == "admin"
    seen = compared(observer, lambda client: everything(client, admin_too=is_admin))

    assert sum(TITLE in text for text in seen.values()) > 20, "the question must have been seen"


@pytest.mark.parametrize("observer", ["colleague", "moderator"])
def test_row_4_no_form_answers_with_who_asked(observer, compared):
    seen = compared(observer, lambda client: presses(client, of_interest()))

    assert sum("led on" in url for url in seen) > 10, "some forms must have been taken"


@pytest.mark.usefixtures("both_moderate")
def test_row_4_a_moderator_who_asks_is_not_told_apart_either(compared):
    compared("moderator", everything)


def leaks(text, asker):
    """What of the asker stands in a text."""
    unit, first, last = str(asker.unit), *asker.name.split()
    tokens = (first, last, str(asker.pk), asker.email, asker.public_id, unit)
    return [token for token in tokens if token.lower() in str(text).lower()]


def test_row_4_nothing_is_logged_or_mailed(one, people, as_user, question_form, now, caplog):
    """Neither by what the pages do nor by the actions; SQL is nobody's to log."""
    caplog.set_level(logging.DEBUG)
    client = as_user(one)
    client.get("/tanya/baru/")
    asked = client.post("/tanya/baru/", question_form(is_sealed="on"))
    client.get(asked.url)
    client.post(f"{asked.url}jawab/", {"body": "x"})
    client.post(f"/tanya/{Thread.objects.get(author=None).public_id}/tutup/", {"reason": ""})
    client.get("/tanya/zzzzz/")

    live_a_little(one, people["colleague"], now)
    do_everything(one, people, now)

    said = [row for row in caplog.records if not row.name.startswith("django.db.backends")]
    assert [row for row in said if leaks(f"{row.getMessage()} {row.args}", one)] == []
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
async def test_row_4_no_live_message_tells_who_asked(one, people, connect, do, now):
    """Over an open socket, while it happens and when it is replayed."""
    await do(live_a_little, one, people["colleague"], now)
    watching = await connect(people["moderator"])
    for topic in ("lists:all", "moderation:all", "kabar"):
        await watching.send_json_to({"watch": topic, "after": 0})
    await watching.receive_nothing(1)

    await do(do_everything, one, people, now)

    heard = await everything_heard(watching)
    for thread in await do(lambda: list(Thread.objects.filter(author=None))):
        await watching.send_json_to({"watch": f"thread:{thread.public_id}", "after": 0})
    heard += await everything_heard(watching)
    assert {frame.get("event") for frame in heard} >= {"question-asked", "answer-posted", "told"}
    assert [frame for frame in heard if leaks(frame, one)] == []


async def everything_heard(socket):
    heard = []
    while not await socket.receive_nothing(0.5):
        heard.append(await socket.receive_json_from())
    return heard
