"""Visiting pages leaves the database as it was, but for the marks of reading."""

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import get_resolver, reverse

MARKS = {
    "notifications.bell": {"seen_seq"},
    "notifications.notification": {"read_at"},
    "discussions.threadseen": None,
    "sessions.session": None,
    "workshops.materialprogress": None,  # decision 37
}


def dump():
    """Every row of every table without the marks of reading."""
    rows = {}
    for model in apps.get_models():
        marks = MARKS.get(model._meta.label_lower, set())
        if marks is None or model._meta.proxy:
            continue
        for row in serializers.serialize("python", model.objects.order_by("pk")):
            kept = {name: value for name, value in row["fields"].items() if name not in marks}
            rows[row["model"], row["pk"]] = kept
    return rows


@pytest.fixture
def pages(question, answer, workshop, employee):
    """Every address of the product that can be visited, with real ids."""
    ids = {
        "discussions": {"public_id": question.public_id, "slug": question.slug},
        "workshops": {"public_id": workshop.public_id, "slug": workshop.slug},
        "hub": {"public_id": employee.public_id, "slug": "keuangan-daerah"},
    }
    found = []
    for app, known in ids.items():
        namespace = get_resolver().namespace_dict[app][1]
        for name in {name for name in namespace.reverse_dict if isinstance(name, str)}:
            for _possible, _pattern, _defaults, converters in namespace.reverse_dict.getlist(name):
                if set(converters) <= set(known):
                    kwargs = {key: known[key] for key in converters}
                    found.append(reverse(f"{app}:{name}", kwargs=kwargs))
    return sorted({*found, "/kabar/", "/masuk/", "/sehat/", f"/j/{answer.public_id}/"})


@pytest.mark.parametrize("role", ["employee", "leader", "moderator"])
def test_visiting_every_page_changes_nothing(pages, role, as_user, request):
    client = as_user(request.getfixturevalue(role))
    client.raise_request_exception = True
    before = dump()

    statuses = {url: client.get(url).status_code for url in pages}

    assert dump() == before
    assert {url for url, status in statuses.items() if status >= 500} == set()
    assert sum(status == 200 for status in statuses.values()) >= 15
