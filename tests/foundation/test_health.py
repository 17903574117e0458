"""The health page, and the pages that say that something went wrong."""

from django.db import OperationalError
from django.test import RequestFactory
from django.utils.translation import override

from foundation.views import server_error


def test_health_answers_anybody_when_the_database_does(client, db):
    response = client.get("/sehat/")

    assert (response.status_code, response.content) == (200, b"ok")


def test_the_page_of_a_crash_needs_no_database():
    with override("id"):
        response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"<html" in response.content


def test_f8_without_a_database_the_page_says_to_come_back(rf):
    try:
        raise OperationalError("server closed the connection unexpectedly")
    except OperationalError:
        response = server_error(rf.get("/"))

    assert (response.status_code, response["Retry-After"]) == (503, "3")
    assert "Data belum dapat dibuka" in response.content.decode()


def test_an_unknown_address_is_a_page_with_a_way_home(employee, as_user):
    response = as_user(employee).get("/tidak-ada/")

    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()
