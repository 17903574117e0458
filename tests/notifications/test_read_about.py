"""Opening a thing reads what was told about it, and nothing else."""

from notifications.actions import read_about
from notifications.models import Bell
from tests.factories import make_question


def test_news_about_the_thing_is_read(tell, employee, question, colleague, now):
    other = make_question(colleague)
    tell(employee)
    tell(employee, about=other)

    assert read_about(user=employee, about=question, now=now) == 1

    assert [row.about_id for row in employee.notifications.unread()] == [other.pk]


def test_news_of_others_stays_unread(tell, employee, colleague, question, now):
    tell(employee, colleague)

    read_about(user=employee, about=question, now=now)

    assert colleague.notifications.unread().count() == 1


def test_a_workshop_of_the_same_number_is_another_thing(tell, employee, question, workshop, now):
    type(workshop).objects.filter(pk=workshop.pk).update(title="Sama nomornya")
    tell(employee)
    workshop.pk = question.pk

    assert read_about(user=employee, about=workshop, now=now) == 0


def test_what_is_told_while_the_page_is_drawn_stays_unread(tell, employee, question, now):
    other = type(question).objects.get(pk=question.pk)
    tell(employee, about=other)
    shown = Bell.objects.get(user=employee).last_seq
    tell(employee, about=other)

    assert read_about(user=employee, about=question, now=now, upto=shown) == 0
