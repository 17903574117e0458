"""Row 58: what an open list hears, and who: a hint names nothing that its hearer may not see."""

import pytest

from accounts.models import User
from competencies.models import Area, AreaCuratorship
from discussions.actions import (
    AnnouncementText,
    QuestionText,
    announce,
    ask_question,
    claim_review,
    close_question,
    delete_question,
    edit_answer,
    edit_question,
    post_comment,
    propose_duplicate,
    report_text,
)
from discussions.models import Review, Thread
from discussions.models.listening import Listening, listening_of
from discussions.models.reading import Filter
from discussions.models.sight import people_who_see
from tests.factories import UnitFactory, UserFactory, area, make_answer, make_question

LISTS, QUEUE = "lists:all", "moderation:all"


@pytest.fixture
def hints(heard, django_capture_on_commit_callbacks):
    """What open lists, or the queue, hear of an act."""

    def of(act, *args, topic=LISTS, **kwargs):
        heard()
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return [message for message in heard() if message.get("topic") == topic]

    return of


@pytest.fixture
def cast(employee, colleague, stranger, leader, other_leader, moderator, admin, unit, now):
    """Everybody, with people above, below and beside the unit, and one who left."""
    unit.parent = UnitFactory(slug="uji-atas")
    unit.save()
    above = UserFactory(unit=unit.parent)
    below = UserFactory(unit=UnitFactory(slug="uji-bawah", parent=unit))
    left = UserFactory(unit=unit, is_active=False)
    curator = UserFactory(unit=above.unit)
    AreaCuratorship.objects.create(user=curator, area=area("T.KES"), since=now)
    leading = [leader, other_leader, moderator, admin]
    return [employee, colleague, stranger, *leading, above, below, left, curator]


def sealed(asker, now):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    return ask_question(author=asker, text=text, now=now)


STATES = {
    "for all": {},
    "for the unit": {"visibility": "unit"},
    "hidden": {"hidden_at": True},
    "hidden in the unit": {"visibility": "unit", "hidden_at": True},
    "removed": {"deleted_at": True},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("is_sealed", [False, True], ids=["named", "sealed"])
def test_who_sees_a_thread_is_one_rule_from_both_sides(cast, employee, now, state, is_sealed):
    thread = sealed(employee, now) if is_sealed else make_question(employee)
    changes = {name: now if value is True else value for name, value in STATES[state].items()}
    Thread.objects.filter(pk=thread.pk).update(unit=employee.unit, **changes)
    thread.refresh_from_db()

    # From the rows again: units are remembered on a user.
    people = User.objects.active().filter(pk__in=[one.pk for one in cast])
    seeing = {
        one.name for one in people if Thread.objects.visible_to(one).filter(pk=thread.pk).exists()
    }

    assert {one.name for one in people_who_see(thread).filter(pk__in=people)} == seeing
    assert seeing or state == "removed"


def test_row_58_a_new_question_rings_for_all_but_its_asker(employee, hints):
    (hint,) = hints(make_question, employee, areas=["T.KEU", "T.NAS"])

    thread = Thread.objects.get()
    assert hint == {
        "type": "live.event",
        "topic": LISTS,
        "event": "question-asked",
        "but": employee.pk,
        "facts": {
            "thread": thread.public_id,
            "areas": [one.slug for one in thread.shown_areas],
        },
    }


def test_a_sealed_asker_stands_in_no_fact(employee, now, hints):
    (hint,) = hints(sealed, employee, now)

    assert hint["but"] == employee.pk
    assert hint["facts"] == {"thread": Thread.objects.get().public_id, "areas": [area().slug]}


def test_row_58_what_is_meant_for_a_unit_rings_there_alone(cast, leader, unit, now, hints):
    text = AnnouncementText("Apel gabungan hari Senin", "Mohon hadir.", unit, False)
    (hint,) = hints(announce, author=leader, text=text, now=now)

    assert (hint["event"], hint["but"]) == ("announced", leader.pk)
    assert set(hint["only"]) == set(
        people_who_see(Thread.objects.get()).values_list("pk", flat=True)
    )
    names = set(User.objects.filter(pk__in=hint["only"]).values_list("name", flat=True))
    assert {"Salim Desky", "Nurhayati Desky", "Ardiansyah Pagan"} < names
    assert not {"Wahyuni Ketaren", "Hasanuddin Ramin"} & names


def closing(thread, answer, employee, moderator, now):
    close_question(actor=employee, thread=thread, reason="", now=now)


def removing(thread, answer, employee, moderator, now):
    by = {"role": "moderator", "reason": "Memuat data pribadi.", "now": now}
    delete_question(actor=moderator, thread=thread, **by)


def another_title(thread, answer, employee, moderator, now):
    text = QuestionText("Judul yang lebih jelas dari semula?", "Isinya sama.", [area()])
    edit_question(editor=employee, thread=thread, text=text, version=1, now=now)


def other_words(thread, answer, employee, moderator, now):
    edit_answer(editor=answer.author, answer=answer, body="Kini lebih jelas.", version=1, now=now)


def remarking(thread, answer, employee, moderator, now):
    post_comment(author=employee, post=answer, body="Terima kasih banyak.", now=now)


def answering(thread, answer, employee, moderator, now):
    make_answer(moderator, thread)


CHANGES = [
    (closing, ["question-changed"]),
    (removing, ["question-changed"]),
    (another_title, ["question-changed"]),
    (answering, ["question-answered"]),
    (other_words, []),
    (remarking, []),
]


@pytest.mark.parametrize(("change", "events"), CHANGES, ids=[one.__name__ for one, _e in CHANGES])
def test_row_58_only_what_a_row_shows_rings(
    question, answer, employee, moderator, now, hints, change, events
):
    rung = hints(change, question, answer, employee, moderator, now)

    assert [hint["event"] for hint in rung] == events


def test_a_chosen_solution_rings(question, answer, choose, hints):
    assert [hint["event"] for hint in hints(choose, answer)] == ["question-solved"]


def listens(user, page=1, **query):
    return listening_of(user, Filter.from_query(query), page)


def test_each_list_listens_for_its_own(employee, db):
    finance = area("T.KEU")
    below = Area.objects.create(
        name="Kas daerah", slug="kas", code="T.KEU.1", parent=finance, updated_at=finance.updated_at
    )

    assert listens(employee) == Listening("question-asked")
    assert listens(employee, status="belum") == Listening("question-asked")
    assert listens(employee, status="terjawab") == Listening("question-solved")
    assert listens(employee, status="saya-ikuti") == Listening("")
    assert listens(employee, page=2) == Listening("")
    assert listens(employee, bidang=finance.slug).areas == {finance.slug, below.slug}


def test_my_areas_are_those_that_i_follow(employee, now):
    assert listens(employee, status="bidang-saya").areas == frozenset()
    employee.area_follows.create(area=area("T.NAS"), since=now)

    assert listens(employee, status="bidang-saya").areas == {area("T.NAS").slug}
    assert listens(employee, status="bidang-saya", bidang="keuangan-daerah").areas == frozenset()


@pytest.fixture
def curator(unit, now):
    """Moderates health, and nothing else."""
    user = UserFactory(unit=unit)
    AreaCuratorship.objects.create(user=user, area=area("T.KES"), since=now)
    return user


def reporting(answer, stranger, now):
    report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)


def first_words(answer, stranger, now):
    make_answer(stranger, answer.thread)


def claiming(answer, stranger, now):
    claim_review(actor=stranger, review=Review.objects.get(about_id=answer.pk), now=now)


def asked_before(answer, stranger, now):
    other = make_question(stranger, title="Apakah ini pernah ditanyakan orang?")
    propose_duplicate(actor=stranger, thread=other, of=answer.thread, now=now)


@pytest.mark.parametrize("change", [reporting, first_words, claiming, asked_before])
def test_the_queue_rings_for_the_moderators_of_the_area(
    answer, stranger, moderator, curator, now, hints, change
):
    rung = hints(change, answer, stranger, now, topic=QUEUE)

    assert {hint["event"] for hint in rung} == {"queue-changed"}
    assert [hint["only"] for hint in rung] == [[moderator.pk]] * len(rung)


def test_a_moderator_hears_nothing_of_a_report_against_the_own_text(
    question, stranger, moderator, now, hints
):
    own = make_answer(moderator, question)
    said = {"reporter": stranger, "about": own, "kind": "rude", "note": "", "now": now}

    assert [hint["only"] for hint in hints(report_text, **said, topic=QUEUE)] == [[]]
