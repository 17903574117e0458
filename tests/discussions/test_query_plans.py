"""How the database finds rows for the hot pages: by an index, as often for 30 rows as for 3."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.corpus import Corpus
from discussions.actions import report_text
from discussions.models import Thread
from tests.factories import UserFactory, make_answer
from tests.fresh import forget_cache

# Tables that grow with every day; units, areas and kinds stay small.
GROWING = (
    "accounts_user discussions_thread discussions_post discussions_threadarea "
    "discussions_threadrank discussions_threadseen discussions_comment discussions_helpful "
    "discussions_review discussions_solutionevent notifications_notification search_searchentry"
).split()
PAGES = {
    "list": "/tanya/",
    "needs an answer": "/tanya/?urut=perlu",
    "lively now": "/tanya/?urut=hangat",
    "latest activity": "/tanya/?urut=ramai",
    "waiting longest": "/tanya/?urut=lama",
    "unanswered": "/tanya/?status=belum",
    "no solution": "/tanya/?status=tanpa-solusi",
    "solved": "/tanya/?status=terjawab",
    "mine": "/tanya/?status=saya-tanya",
    "followed": "/tanya/?status=saya-ikuti",
    "question": "{question}",
    "history": "/tanya/{id}/riwayat/",
    "area": "/bidang/{area}/",
    "queue": "/moderasi/",
    "kabar": "/kabar/",
}


@pytest.fixture
def crowd(moderator):
    """300 questions with 3,300 posts, ranked; the newest of them."""
    Corpus(300).write()
    return Thread.objects.order_by("pk").last()


def selects_of(client, url):
    forget_cache()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [one["sql"] for one in captured if one["sql"].startswith("SELECT")]


def scanned(sql):
    """Growing tables that this query reads row by row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"), [])
            lines = [row[3] for row in cursor.fetchall()]
            read = [re.match(r"SCAN (\w+)$", line) for line in lines]
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}".replace("%", "%%"), [])
            read = [re.search(r"Seq Scan on (\w+)", row[0]) for row in cursor.fetchall()]
    aliases = {
        alias: table for table, alias in re.findall(r'"?(\w+)"? (?:AS )?"?([T-Z]\d+)"?', sql)
    }
    tables = [aliases.get(found[1], found[1]) for found in read if found]
    return [table for table in tables if table in GROWING]


@pytest.mark.parametrize("name", PAGES)
def test_no_hot_query_reads_a_growing_table_row_by_row(crowd, moderator, as_user, name):
    address = PAGES[name].format(
        question=crowd.get_absolute_url(), id=crowd.public_id, area=crowd.shown_areas[0].slug
    )

    for sql in selects_of(as_user(moderator), address):
        assert scanned(sql) == [], sql


@pytest.mark.parametrize("name", ["queue", "history", "kabar"])
def test_thirty_rows_need_as_few_queries_as_three(
    moderator, question, as_user, same_queries, now, name
):
    """The list and the areas: test_thread_list.py."""
    url = PAGES[name].format(id=question.public_id)

    def add(count):
        for _n in range(count):
            answer = make_answer(UserFactory(), question)
            report_text(reporter=UserFactory(), about=answer, kind="rude", note="", now=now)

    same_queries(as_user(moderator), url, add, most=20)
