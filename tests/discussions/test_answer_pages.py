"""Many answers come in pages: what stands where, what leads there, at what cost."""

import gzip
import random
import re

import pytest

from discussions.actions import QuestionText, ask_question, mark_helpful, post_comment
from discussions.models import Post
from discussions.models.answer_pages import ALL
from foundation.markdown import render_markdown
from tests.factories import area, make_answer, write_answers

WORDS = "anggaran rekening pencairan kinerja atasan pegawai naskah perizinan laporan".split()


@pytest.fixture
def long_question(question):
    """With 45 answers, numbers 2 to 46: three pages."""
    write_answers(question, 45)
    return question


@pytest.fixture
def numbers_at(as_user, stranger, shown_numbers):
    """The numbers of the answers that the stranger sees at an address."""
    client = as_user(stranger)
    return lambda url: shown_numbers(client.get(url, follow=True))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", range(2, 22)),
        ("?hal=2", range(22, 42)),
        ("?hal=3", range(42, 47)),
        ("?urut=baru", range(46, 26, -1)),
        ("?urut=baru&hal=3", range(6, 1, -1)),
        ("?hal=0", range(2, 22)),
        ("?hal=99", range(42, 47)),
        ("?hal=x", range(2, 22)),
        ("?hal=semua", range(2, 47)),
        ("?ke=", range(2, 22)),
        ("?ke=j-", range(2, 22)),
        ("?ke=k-%00", range(2, 22)),
        ("?ke=" + "j" * 300, range(2, 22)),
    ],
)
def test_each_page_shows_its_answers(long_question, numbers_at, query, numbers):
    assert numbers_at(long_question.get_absolute_url() + query) == list(numbers)


def test_twenty_answers_are_one_page_without_a_word_about_pages(question, as_user, stranger):
    write_answers(question, 20)

    page = as_user(stranger).get(question.get_absolute_url()).content.decode()

    assert page.count("data-no=") == 20
    assert "hal=" not in page


def test_the_solution_is_pinned_on_the_first_page_and_the_others_lead_to_it(
    long_question, numbers_at, choose, as_user, stranger
):
    best = long_question.posts.get(no=40)
    choose(best)
    url = long_question.get_absolute_url()

    assert numbers_at(url)[0] == 40
    assert 40 not in numbers_at(f"{url}?hal=2")
    second = as_user(stranger).get(f"{url}?hal=2").content.decode()
    assert f'href="{best.get_absolute_url()}"' in second
    assert f'href="{best.get_absolute_url()}"' not in as_user(stranger).get(url).content.decode()


def test_what_helped_comes_to_the_first_page(long_question, numbers_at, colleague, now):
    mark_helpful(user=colleague, post=long_question.posts.get(no=45), now=now)

    assert numbers_at(long_question.get_absolute_url())[:2] == [45, 2]


@pytest.mark.parametrize("no", [2, 30, 46])
@pytest.mark.parametrize("order", ["", "&urut=baru"])
def test_a_link_to_an_answer_leads_to_its_page(long_question, as_user, stranger, no, order):
    answer = long_question.posts.get(no=no)
    client = as_user(stranger)

    url = client.get(f"/j/{answer.public_id}/").url

    path, anchor = url.split("#")
    assert f'id="{anchor}"' in client.get(path + order).content.decode()


def test_a_link_to_a_comment_leads_to_the_page_of_its_answer(
    long_question, as_user, stranger, colleague, now
):
    below = long_question.posts.get(no=44)
    comment = post_comment(author=colleague, post=below, body="Benar sekali.", now=now)
    path, anchor = comment.get_absolute_url().split("#")

    assert f'id="{anchor}"' in as_user(stranger).get(path).content.decode()


def test_news_leads_to_the_page_of_what_is_new(long_question, as_user, employee, colleague):
    answer = make_answer(colleague, long_question)
    client = as_user(employee)

    kabar = client.get("/kabar/").content.decode()
    path, anchor = re.search(r'class="todo" href="([^"#]+)#([^"]+)"', kabar).groups()

    assert anchor == answer.anchor
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_an_address_without_the_title_keeps_the_page(long_question, as_user, stranger):
    response = as_user(stranger).get(f"/tanya/{long_question.public_id}/?hal=3")

    assert response.url == f"{long_question.get_absolute_url()}?hal=3"


def test_whoever_answered_on_another_page_is_offered_to_edit(long_question, as_user, colleague):
    own = make_answer(colleague, long_question)

    page = as_user(colleague).get(long_question.get_absolute_url()).content.decode()

    assert f'id="{own.anchor}"' not in page
    assert f"/j/{own.public_id}/sunting/" in page
    assert 'id="jawab"' not in page


def test_an_asker_without_a_name_finds_the_own_answer_from_every_page(employee, as_user, now):
    words = ("Bagaimana cara mengadu?", "Saya tidak ingin disebut namanya.")
    text = QuestionText(*words, areas=[area()], is_sealed=True)
    thread = ask_question(author=employee, text=text, now=now)
    own = make_answer(employee, thread)
    write_answers(thread, 25)

    page = as_user(employee).get(f"{thread.get_absolute_url()}?hal=2").content.decode()

    assert f'id="{own.anchor}"' not in page
    assert f"/j/{own.public_id}/sunting/" in page


def test_a_hidden_answer_keeps_its_place_and_says_nothing(
    long_question, numbers_at, as_user, stranger, now
):
    Post.objects.filter(thread=long_question, no=30).update(hidden_at=now)
    url = f"{long_question.get_absolute_url()}?hal=2"

    page = as_user(stranger).get(url).content.decode()

    assert numbers_at(url) == list(range(22, 42))
    assert "cara nomor 30" not in page
    assert "cara nomor 31" in page


def test_a_removed_answer_leaves_no_gap(long_question, numbers_at, now):
    Post.objects.filter(thread=long_question, no=5).update(deleted_at=now)

    assert numbers_at(long_question.get_absolute_url())[-1] == 22


def test_all_on_one_page_ends_somewhere(question, numbers_at, as_user, stranger):
    write_answers(question, ALL + 5)
    url = f"{question.get_absolute_url()}?hal=semua"

    assert numbers_at(url) == list(range(2, ALL + 2))
    assert "Jawaban 1 sampai 300 dari 305" in as_user(stranger).get(url).content.decode()


def test_links_between_pages_keep_the_order_and_stand_at_the_answers(
    long_question, as_user, stranger
):
    url = f"{long_question.get_absolute_url()}?urut=baru&ke=j-234567"

    page = as_user(stranger).get(url).content.decode()

    assert 'href="?urut=baru&amp;hal=2#jawaban"' in page
    assert 'href="?urut=baru&amp;hal=semua#jawaban"' in page


@pytest.mark.parametrize("role", ["employee", "moderator", "leader", "admin"])
def test_three_hundred_answers_cost_as_many_queries_as_three(
    question, same_queries, colleague, as_user, role, now, request
):
    def add(count):
        for post in write_answers(question, count)[:2]:
            post_comment(author=colleague, post=post, body="Benar.", now=now)

    client = as_user(request.getfixturevalue(role))

    same_queries(client, question.get_absolute_url(), add, more=297)

    for query in ("?hal=2", "?hal=15", "?urut=baru&hal=15", "?hal=semua"):
        same_queries(client, question.get_absolute_url() + query, lambda count: None)


def test_twenty_answers_of_ordinary_length_stay_within_the_budget(
    question, as_user, moderator, colleague, now
):
    """Ux 4.4: 20 KB of HTML; the moderator's page has the most buttons."""
    draw = random.Random(4)
    for post in write_answers(question, 45):
        post.body_html = render_markdown(" ".join(draw.choices(WORDS, k=60)))
        post.save()
    for post in question.posts.filter(no__lte=6):
        post_comment(author=colleague, post=post, body=" ".join(draw.choices(WORDS, k=12)), now=now)

    page = as_user(moderator).get(question.get_absolute_url())

    assert len(gzip.compress(page.content)) <= 20 * 1024


def test_a_page_says_in_its_title_which_it_is(long_question, as_user, stranger):
    page = as_user(stranger).get(f"{long_question.get_absolute_url()}?hal=2").content.decode()

    assert "(halaman 2)" in page.split("</title>")[0]


def test_an_answer_with_an_error_keeps_the_page(long_question, as_user, stranger):
    response = as_user(stranger).post(f"/tanya/{long_question.public_id}/jawab/", {"body": "x"})

    assert response.status_code == 422
    assert response.content.decode().count("data-no=") == 20
