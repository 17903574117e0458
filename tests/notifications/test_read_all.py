"""Marking all read, on the page."""

from notifications.replay import unseen_count


def test_all_of_ones_own_news_is_read(tell, employee, colleague, as_user):
    tell(employee, colleague)

    response = as_user(employee).post("/kabar/dibaca/")

    assert response.url == "/kabar/"
    assert (employee.notifications.unread().count(), unseen_count(employee)) == (0, 0)
    assert colleague.notifications.unread().count() == 1


def test_a_link_alone_reads_nothing(tell, employee, as_user):
    tell(employee)

    response = as_user(employee).get("/kabar/dibaca/")

    assert (response.status_code, employee.notifications.unread().count()) == (405, 1)
