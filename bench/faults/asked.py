"""Questions whose askers are told by mail at once, and the people who answer them."""

import time


def ask(number: int) -> tuple[list, list]:
    """One question for each asker; nobody's night is quiet."""
    from tests.factories import make_question

    from accounts.models import User
    from notifications.actions import choose_quiet_hours, prefer

    people = list(User.objects.filter(email__startswith="storm-").order_by("pk"))
    questions = []
    for k, asker in enumerate(people[:number]):
        prefer(user=asker, kind="discussions.answer_posted", channel="mail", cadence="at_once")
        choose_quiet_hours(user=asker, from_hour=0, until_hour=0)
        questions.append(make_question(asker, body=f"Sistem menolak sejak {time.time()}, {k}."))
    return questions, people[number:]
