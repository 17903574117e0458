"""Row 4, idea 5, defect 14: a question without the asker's name, which nobody finds out."""

import pytest
from django.apps import apps

from competencies.models import AreaCuratorship, AreaFollow
from discussions.actions import (
    AnsweredAlready,
    QuestionText,
    accept_answer,
    approve_suggestion,
    ask_question,
    close_question,
    edit_question,
    merge_questions,
    post_answer,
    post_comment,
    recount,
    reject_suggestion,
    turn_into_answer,
)
from discussions.models import EditSuggestion, Post, SealedAsker, Thread, ThreadSeen
from notifications.broadcasting import broadcast_due
from notifications.models import Broadcast, LiveEvent, Notification
from search.models import SearchEntry
from tests.factories import UserFactory, area, make_question

TITLE = "Bolehkah saya menolak perintah lisan atasan?"
BODY = "Saya diminta menandatangani SPJ yang kegiatannya tidak ada."


@pytest.fixture
def asker(unit):
    """Somebody whose name, address and key are found wherever they leak."""
    return UserFactory(
        pk=77123456, name="Zulkhairi Kanaria", email="zulkhairi.kanaria@contoh.id", unit=unit
    )


def ask(asker, now, **changes):
    text = {"title": TITLE, "body": BODY, "areas": [area("T.KEU")], "is_sealed": True} | changes
    return ask_question(author=asker, text=QuestionText(**text), now=now)


@pytest.fixture
def sealed(asker, now):
    return ask(asker, now)


@pytest.fixture
def lively(sealed, asker, colleague, stranger, moderator, suggest, now):
    """The asker has done everything that an asker can do."""
    by_colleague = post_answer(
        author=colleague, thread=sealed, body="Mintalah tertulis dulu.", now=now
    )
    post_comment(author=asker, post=by_colleague, body="Kalau beliau tetap menolak?", now=now)
    remark = post_comment(
        author=asker, post=by_colleague, body="Akhirnya saya dapat jalan.", now=now
    )
    post_comment(author=stranger, post=by_colleague, body="Saya juga pernah begitu.", now=now)
    turn_into_answer(actor=asker, comment=remark, now=now)
    accept_answer(actor=asker, answer=by_colleague, kind="asker", now=now)
    opening = sealed.posts.get(no=1)
    read = {"version": 1, "edition": 1, "now": now}
    approved = suggest(stranger, opening, body=BODY + " Apa dasarnya?")
    approve_suggestion(actor=asker, suggestion=approved, **read)
    rejected = suggest(stranger, opening, body=BODY + " Tolong.")
    reject_suggestion(actor=asker, suggestion=rejected, reason="Sudah cukup jelas.", now=now)
    by_asker = suggest(asker, by_colleague)
    approve_suggestion(actor=colleague, suggestion=by_asker, **read)
    suggest(asker, by_colleague, body="Mintalah tertulis dulu, dengan tanggal.")
    suggest(stranger, opening, body=BODY + " Mohon petunjuk.")
    version = sealed.posts.get(no=1).version
    text = QuestionText(title=TITLE, body=BODY + " Mohon saran.", areas=[area("T.KEU")])
    later = now.replace(year=now.year + 1)
    edit_question(editor=asker, thread=sealed, text=text, version=version, now=later)
    close_question(actor=asker, thread=sealed, reason="Sudah jelas.", now=later)
    sealed.refresh_from_db()
    return sealed


def leaks(text, asker):
    """What of the asker stands in a text: names, address, number, key."""
    tokens = ("Zulkhairi", "Kanaria", str(asker.pk), asker.email, asker.nip or "zzz")
    return [token for token in tokens if token.lower() in str(text).lower()]


PAGES = [
    "/tanya/",
    "/tanya/?status=terjawab",
    "/tanya/{id}/",
    "/tanya/{id}/riwayat/",
    "/tanya/{id}/serupa/",
    "/tanya/{id}/jawaban-baru/?sejak=1",
    "/tanya/{id}/penanya/",
    "/cari/?q=perintah+lisan",
    "/bidang/",
    "/bidang/{area}/",
    "/kabar/",
    "/kabar/sejak/?seq=0",
    "/moderasi/",
    "/usulan/",
    "/",
    "/tanya/{id}/gabung/",
    "/tanya/{id}/duplikat/",
    "/admin/discussions/thread/",
    "/admin/django_tasks_database/dbtaskresult/",
]


@pytest.mark.parametrize("role", ["colleague", "stranger", "leader", "moderator", "admin"])
def test_row_4_no_page_names_the_asker(role, request, lively, asker, as_user, now):
    """For every role, on every page and fragment that shows the question or what was done in it."""
    AreaFollow.objects.create(user=request.getfixturevalue(role), area=area("T.KEU"), since=now)
    client = as_user(request.getfixturevalue(role))
    seen = 0
    for path in PAGES:
        page = path.format(id=lively.public_id, area=area("T.KEU").slug)
        response = client.get(page, follow=True)
        seen += TITLE in response.content.decode()
        assert not leaks(response.content.decode(), asker), page
    for post in lively.posts.all():
        for path in ("", "komentar/", "laporkan/", "solusi/", "usang/", "usulkan/"):
            response = client.get(f"/j/{post.public_id}/{path}", follow=True)
            assert not leaks(response.content.decode(), asker), path
            for comment in post.comments.all():
                response = client.get(f"/k/{comment.public_id}/")
                assert not leaks(response.content.decode(), asker)
    for suggestion in EditSuggestion.objects.all():
        response = client.get(suggestion.get_absolute_url())
        assert not leaks(response.content.decode(), asker), suggestion
    assert seen >= 4, "the question must have been looked at"


MAY_KNOW = {
    "accounts.user",
    "discussions.threadseen",  # what finds the own question; shown to nobody (settled.md 23)
    "foundation.sentform",
    "notifications.bell",
}


def test_defect_14_no_other_row_names_the_asker(lively, asker):
    """Every table but those that serve the asker alone: search, live events, ledgers, revisions."""
    for model in apps.get_models():
        if model._meta.label_lower in MAY_KNOW or model._meta.proxy:
            continue
        for row in model._base_manager.values():
            row.pop("recipient_id", None)  # whom the asker's own bell rings for
            assert not leaks(row, asker), model._meta.label
    assert lively.unit is None  # a small one is nearly a name
    assert LiveEvent.objects.exists()
    assert SearchEntry.objects.filter(title=TITLE).exists()
    assert SealedAsker.objects.filter(thread=lively).exists()


def test_whoever_is_told_hears_no_name(lively, asker, colleague):
    told = Notification.objects.filter(recipient=colleague)
    assert {row.kind for row in told} >= {
        "discussions.answer_accepted",
        "discussions.comment_posted",
        "discussions.edit_suggested",
    }
    assert not told.filter(actor=asker).exists()


def test_the_asker_is_told_as_every_asker_and_never_of_the_own_deeds(lively, asker):
    kinds = set(Notification.objects.filter(recipient=asker).values_list("kind", flat=True))
    assert kinds == {
        "discussions.answer_posted",
        "discussions.comment_posted",
        "discussions.edit_suggested",
        "discussions.suggestion_approved",
    }
    assert Notification.objects.get(recipient=asker, kind="discussions.answer_posted").count == 1


def test_many_are_told_by_a_worker_that_leaves_the_asker_out_and_names_nobody(
    asker, unit, now, django_capture_on_commit_callbacks
):
    crowd = [UserFactory(unit=unit) for _ in range(60)]
    for person in (*crowd, asker):
        AreaFollow.objects.create(user=person, area=area("T.KEU"), since=now)
    sealed = ask(asker, now)
    assert not leaks(Broadcast.objects.values().get(), asker)

    broadcast_due(now=now)

    told = Notification.objects.filter(kind="discussions.question_asked", about_id=sealed.pk)
    assert told.count() == 60
    assert not told.filter(recipient=asker).exists()


def test_row_4_the_asker_keeps_every_right(sealed, asker, colleague, as_user, now):
    answer = post_answer(author=colleague, thread=sealed, body="Mintalah tertulis dulu.", now=now)
    client = as_user(asker)
    page = client.get(sealed.get_absolute_url()).content.decode()
    assert f"/tanya/{sealed.public_id}/sunting/" in page
    assert "Saya juga mengalami" not in page
    assert TITLE in client.get("/tanya/?status=saya-tanya").content.decode()
    assert client.post(f"/j/{answer.public_id}/solusi/").status_code == 302
    assert client.post(f"/tanya/{sealed.public_id}/tutup/", {"reason": ""}).status_code == 302
    assert client.post(f"/tanya/{sealed.public_id}/buka/").status_code == 302
    sealed.refresh_from_db()
    assert (sealed.best_answer, sealed.closed_at) == (answer, None)


def test_muting_ones_own_question_keeps_it_ones_own(sealed, asker, as_user):
    client = as_user(asker)
    client.post(f"/tanya/{sealed.public_id}/ikuti/", {"on": "mute"})

    assert TITLE in client.get("/tanya/?status=saya-tanya").content.decode()


def test_others_have_no_right_of_the_asker(sealed, colleague, as_user):
    client = as_user(colleague)
    assert client.get(f"/tanya/{sealed.public_id}/sunting/").status_code == 403
    assert client.get(f"/tanya/{sealed.public_id}/penanya/").status_code == 403
    assert TITLE not in client.get("/tanya/?status=saya-tanya").content.decode()


def test_idea_5_two_questions_of_one_person_have_nothing_in_common(asker, now):
    one, other = ask(asker, now), ask(asker, now, title=TITLE + " Lagi")

    assert one.sealed_mark != other.sealed_mark
    assert not set(one.sealed_mark.split(".")) & set(other.sealed_mark.split("."))


def test_within_a_question_everybody_knows_the_asker_again(lively, colleague, as_user):
    page = as_user(colleague).get(lively.get_absolute_url()).content.decode()
    assert page.count("Penanya (nama disegel)") >= 3


def test_it_belongs_to_no_unit(sealed):
    """In a unit of three people its name would be a name."""
    assert (sealed.author, sealed.unit, sealed.visibility) == (None, None, "regency")


def test_the_asker_answers_once(sealed, asker, now):
    post_answer(author=asker, thread=sealed, body="Saya menemukan jalannya.", now=now)
    with pytest.raises(AnsweredAlready):
        post_answer(author=asker, thread=sealed, body="Saya menemukan jalan lain.", now=now)
    assert list(sealed.posts.values_list("author", flat=True)) == [None, None]


def test_the_own_answer_helps_the_asker_not(sealed, asker, as_user, now):
    own = post_answer(author=asker, thread=sealed, body="Saya menemukan jalannya.", now=now)
    assert as_user(asker).post(f"/j/{own.public_id}/membantu/").status_code == 403


def test_merged_into_another_the_asker_stays_unknown_and_follows(
    sealed, asker, colleague, moderator, now
):
    into = make_question(colleague, title="Bolehkah perintah lisan ditolak?")
    post_answer(author=asker, thread=sealed, body="Saya menemukan jalannya.", now=now)
    merge_questions(actor=moderator, source=sealed, into=into, reason="Sama.", now=now)

    moved = into.posts.get(kind=Post.Kind.ANSWER)
    assert (moved.author, str(moved.nameless)) == (None, "Rekan ASN (nama disegel)")
    assert ThreadSeen.objects.get(user=asker, thread=into).level == "watching"
    assert not Thread.objects.asked_by(asker).filter(pk=into.pk).exists()


def test_a_form_asks_sealed(asker, as_user, question_form):
    client = as_user(asker)
    assert 'name="is_sealed"' in client.get("/tanya/baru/").content.decode()

    client.post("/tanya/baru/", question_form(is_sealed="on"))

    assert Thread.objects.get(author=None).sealed_mark


def test_a_known_way_written_down_is_sealed_too(asker, as_user, question_form):
    as_user(asker).post(
        "/tanya/baru/", question_form(is_sealed="on", own_answer="Buka menu koreksi, lalu simpan.")
    )
    assert list(Post.objects.values_list("author", flat=True)) == [None, None]


def test_row_14_the_asker_suggests_and_decides_as_the_asker(
    lively, asker, colleague, stranger, as_user
):
    own, others = (EditSuggestion.objects.filter(author=one) for one in (None, stranger))
    assert own.count() == 2
    page = as_user(colleague).get(own.last().get_absolute_url()).content.decode()
    assert "Penanya (nama disegel)" in page
    rejected = others.get(state="rejected")
    page = as_user(stranger).get(rejected.get_absolute_url()).content.decode()
    assert "Penanya (nama disegel) membiarkan tulisan itu apa adanya" in page
    assert "Penanya (nama disegel)" in as_user(stranger).get("/kabar/").content.decode()
    assert rejected.decided_by is None


def test_row_14_the_asker_finds_what_waits_and_what_was_suggested(
    sealed, asker, stranger, colleague, suggest, as_user, now
):
    waiting = suggest(stranger, sealed.posts.get(no=1), body=BODY + " Mohon petunjuk.")
    answer = post_answer(author=colleague, thread=sealed, body="Mintalah tertulis dulu.", now=now)
    own = suggest(asker, answer)
    client = as_user(asker)

    page = client.get("/usulan/").content.decode()

    assert (waiting.get_absolute_url() in page, own.get_absolute_url() in page) == (True, True)
    assert waiting.get_absolute_url() in client.get("/").content.decode()
    assert client.post(f"{own.get_absolute_url()}pakai/", {"version": 1}).status_code == 403
    assert client.get(f"/j/{answer.public_id}/usulkan/").context["own"] == own
    assert client.post(f"{own.get_absolute_url()}tarik/").status_code == 302


def test_row_14_a_sealed_asker_who_moderates_decides_about_the_own_words_alone(
    sealed, asker, stranger, colleague, suggest, as_user, now
):
    AreaCuratorship.objects.create(user=asker, area=None, since=now)
    answer = post_answer(author=colleague, thread=sealed, body="Mintalah tertulis dulu.", now=now)
    others, own = suggest(stranger, answer), suggest(stranger, sealed.posts.get(no=1), body=BODY)
    client, read = as_user(asker), {"version": 1, "edition": 1}

    page = client.get(others.get_absolute_url()).content.decode()

    assert ("/pakai/" in page, "/tarik/" in page) == (False, False)
    assert client.post(f"{others.get_absolute_url()}pakai/", read).status_code == 403
    assert client.post(f"{own.get_absolute_url()}pakai/", read).status_code == 302


def test_counts_stay_right(lively):
    assert recount(repair=False) == []
