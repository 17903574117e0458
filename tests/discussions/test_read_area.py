"""Read marks of a whole area, and the way to what is new."""

from datetime import timedelta

from discussions.actions import read_area, read_thread
from discussions.models import AreaSeen, Thread
from discussions.models.reading import unread_ids
from tests.factories import AreaFactory, area, make_answer, make_question


def threads():
    return list(Thread.objects.with_row())


def test_everything_up_to_now_is_read(question, stranger, now):
    assert unread_ids(stranger, threads()) == [question.pk]

    read_area(user=stranger, area=area("T.KEU"), now=now + timedelta(minutes=1))

    assert unread_ids(stranger, threads()) == []


def test_what_comes_later_is_new(question, colleague, stranger, now):
    read_area(user=stranger, area=area("T.KEU"), now=now + timedelta(minutes=1))

    make_answer(colleague, question, now=now + timedelta(minutes=2))

    assert unread_ids(stranger, threads()) == [question.pk]


def test_the_mark_never_goes_back(employee, now):
    read_area(user=employee, area=area("T.KEU"), now=now)
    read_area(user=employee, area=area("T.KEU"), now=now - timedelta(days=1))

    assert AreaSeen.objects.get().read_at == now


def test_other_areas_stay_unread(employee, stranger, now):
    other = make_question(employee, title="Tentang kesehatan saja?", areas=["T.KES"])

    read_area(user=stranger, area=area("T.KEU"), now=now + timedelta(minutes=1))

    assert unread_ids(stranger, threads()) == [other.pk]


def test_the_list_of_an_area_offers_it(question, stranger, as_user):
    client, slug = as_user(stranger), area("T.KEU").slug
    assert f"/tanya/dibaca/{slug}/" in client.get(f"/tanya/?bidang={slug}").content.decode()

    assert client.post(f"/tanya/dibaca/{slug}/").url == f"/tanya/?bidang={slug}"

    assert AreaSeen.objects.filter(user=stranger).exists()


def test_a_returning_reader_is_led_to_the_first_new_answer(
    question, answer, stranger, employee, as_user, now
):
    client, url = as_user(stranger), question.get_absolute_url()
    assert "Ke jawaban baru" not in client.get(url).content.decode()
    later = make_answer(employee, question, body="Saya temukan cara lain.")

    page = client.get(url).content.decode()

    assert f'<a href="#j-{later.public_id}">Ke jawaban baru' in page
    assert "Ke jawaban baru" not in client.get(url).content.decode()


def test_the_list_of_what_is_new(question, colleague, employee, as_user, now):
    client = as_user(employee)
    assert question.title not in client.get("/tanya/?status=ada-baru").content.decode()
    make_answer(colleague, question)
    assert question.title in client.get("/tanya/?status=ada-baru").content.decode()

    thread = Thread.objects.get()
    read_thread(user=employee, thread=thread, has_news=False, now=now)

    assert question.title not in client.get("/tanya/?status=ada-baru").content.decode()


def test_an_area_that_was_read_has_nothing_new(question, colleague, employee, as_user, now):
    make_answer(colleague, question)

    read_area(user=employee, area=area("T.KEU"), now=now + timedelta(minutes=1))

    assert question.title not in as_user(employee).get("/tanya/?status=ada-baru").content.decode()


def test_what_lies_below_is_read_too(employee, stranger, now):
    below = AreaFactory(parent=area("T.KEU"))
    make_question(employee, title="Di bawah sekali letaknya?", areas=[below.code])

    read_area(user=stranger, area=area("T.KEU"), now=now + timedelta(minutes=1))

    assert unread_ids(stranger, threads()) == []
