"""The page of a question: what stands where, for whom, at what cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from discussions.actions import mark_me_too
from discussions.models import Thread
from tests.factories import UserFactory, make_answer, make_question
from tests.fresh import forget_cache


def test_the_solution_comes_first_after_the_question(
    question, answer, other_answer, choose, stranger, as_user, shown_numbers
):
    choose(other_answer)

    page = as_user(stranger).get(question.get_absolute_url())

    assert page.context["opening"].no == 1
    assert shown_numbers(page) == [other_answer.no, answer.no]


def test_a_former_solution_says_so(question, answer, other_answer, choose, stranger, as_user):
    choose(answer)
    choose(other_answer)

    page = as_user(stranger).get(question.get_absolute_url()).content.decode()

    former = page.split(f'id="{answer.anchor}"')[1]
    assert str(_("Was the best solution before")) in former


@pytest.mark.parametrize(
    ("role", "may_edit", "is_asker", "accepting"),
    [
        ("employee", True, True, "asker"),
        ("colleague", False, False, ""),
        ("moderator", False, False, ""),
    ],
)
def test_each_sees_what_they_may_do(
    question, answer, role, may_edit, is_asker, accepting, as_user, request
):
    page = as_user(request.getfixturevalue(role)).get(question.get_absolute_url())

    assert (page.context["may_edit"], page.context["is_asker"]) == (may_edit, is_asker)
    assert (f"/j/{answer.public_id}/solusi/" in page.content.decode()) == bool(accepting)


def test_row_10_whoever_answered_is_offered_to_edit(question, answer, colleague, as_user):
    response = as_user(colleague).get(question.get_absolute_url())

    assert response.context["own_answer"].public_id == answer.public_id
    assert reverse("discussions:edit_answer", args=[answer.public_id]) in response.content.decode()
    assert 'id="jawab"' not in response.content.decode()


def test_a_closed_question_offers_no_form(closed_question, employee, as_user):
    page = as_user(employee).get(closed_question.get_absolute_url()).content.decode()

    assert 'id="jawab"' not in page
    assert "/sunting/" not in page


def test_a_deleted_answer_is_not_shown(question, answer, stranger, as_user, now):
    answer.deleted_at = now
    answer.save()

    assert as_user(stranger).get(question.get_absolute_url()).context["answers"] == []


@pytest.mark.parametrize("slug", ["", "-salah", "-bagaimana"])
def test_another_slug_leads_to_the_right_one(question, stranger, as_user, slug):
    response = as_user(stranger).get(f"/tanya/{question.public_id}{slug}/")

    assert (response.status_code, response.url) == (301, question.get_absolute_url())


def test_a_script_is_shown_as_text_everywhere(stranger, employee, colleague, as_user):
    script = "<script>alert('x')</script><img src=x onerror=y>"
    employee.name, employee.position = f"Rahma {script}", script
    employee.save()
    thread = make_question(employee, title=f"{script} apa ini?", body=script)
    make_answer(colleague, thread, body=script)

    page = as_user(stranger).get(thread.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("role", ["employee", "moderator", "leader"])
def test_the_number_of_queries_does_not_grow(question, as_user, role, request):
    client, counts = as_user(request.getfixturevalue(role)), []
    for more in (3, 27):
        for _n in range(more):
            make_answer(UserFactory(), question)
        client.get(question.get_absolute_url())
        forget_cache()
        with CaptureQueriesContext(connection) as queries:
            client.get(question.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_a_visit_that_has_something_to_mark_stays_within_bounds(
    question, answer, employee, as_user
):
    client = as_user(employee)
    forget_cache()

    with CaptureQueriesContext(connection) as queries:
        client.get(question.get_absolute_url())

    assert len(queries) <= 12 + 6  # and what reading writes


def test_only_get_and_head_read_it(question, stranger, as_user):
    assert as_user(stranger).head(question.get_absolute_url()).status_code == 200


def test_row_15_an_old_or_solved_question_says_so_before_one_answers(
    silent_question, question, answer, choose, stranger, as_user, now
):
    """Row 15."""
    client = as_user(stranger)
    assert "sudah lama" not in client.get(question.get_absolute_url()).content.decode()
    Thread.objects.filter(pk=silent_question.pk).update(last_activity_at=now - timedelta(days=200))

    assert "sudah lama" in client.get(silent_question.get_absolute_url()).content.decode()
    choose(answer)
    assert "sudah terjawab" in client.get(question.get_absolute_url()).content.decode()


def test_every_answer_form_has_a_key_of_its_own(question, stranger, leader, as_user):
    """Its fields are drawn once for all; a key twice would lose the second answer."""
    pages = [as_user(one).get(question.get_absolute_url()) for one in (stranger, stranger, leader)]

    keys = [re.findall(r'name="key" value="(.{24})"', page.content.decode()) for page in pages]
    assert len({key for (key,) in keys}) == 3


def test_what_was_typed_stands_in_the_own_form_alone(question, stranger, leader, as_user):
    url = reverse("discussions:post_answer", args=[question.public_id])
    typed = as_user(stranger).post(url, {"body": "Kata saya.", "preview": "1"}).content.decode()
    other = as_user(leader).get(question.get_absolute_url()).content.decode()

    assert typed.count("Kata saya.") > other.count("Kata saya.") == 0
    assert 'name="body"' in other


def test_the_answer_form_speaks_the_language_of_its_reader(question, stranger, as_user):
    client, url = as_user(stranger), question.get_absolute_url()

    texts = [client.get(f"{url}?bahasa={one}").content.decode() for one in ("id", "en", "id")]

    assert ["Tell the steps" in text for text in texts] == [False, True, False]
    assert ["Ceritakan" in text for text in texts][::2] == [True, True]


def shown_row(html, after):
    """The actions below a text that are seen at once, and those behind the dots."""
    row = html.split(after)[1].split('<div class="acts">')[1]
    seen, folded = row.split('<details class="manage')
    return seen, folded.split("</details>")[0]


def test_below_a_question_stand_few_actions_and_the_rest_behind_dots(
    question, moderator, stranger, as_user
):
    for reader in (stranger, moderator):
        page = as_user(reader).get(question.get_absolute_url()).content.decode()

        seen, folded = shown_row(page, "<h1")

        assert seen.count('class="btn') + seen.count('class="iconbtn') == 4
        assert "Saya juga mengalami" in folded
        assert "Komentari" in folded
        assert "Lainnya" in folded.split("</summary>")[0]


def test_below_an_answer_stand_few_actions_and_the_rest_behind_dots(
    question, colleague, moderator, stranger, as_user
):
    answer = make_answer(colleague, question)
    for reader, count in ((stranger, 2), (moderator, 2), (question.author, 3), (colleague, 2)):
        page = as_user(reader).get(question.get_absolute_url()).content.decode()

        seen, folded = shown_row(page, f'id="{answer.anchor}"')

        assert seen.count('class="btn') + seen.count('class="iconbtn') == count, reader
        assert ("Jadikan solusi terbaik" in seen) == (reader == question.author)
        assert "data-copies" in folded


def test_how_many_have_the_problem_too_is_seen_without_opening_anything(
    question, colleague, stranger, as_user, now
):
    mark_me_too(user=colleague, thread=question, now=now)

    page = as_user(stranger).get(question.get_absolute_url()).content.decode()

    assert "1 rekan mengalaminya juga" in " ".join(page.split('<div class="acts">')[0].split())
