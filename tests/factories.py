"""Real rows without hidden side effects."""

import itertools
from datetime import date, timedelta

import factory
from django.utils import timezone

from accounts.models import Unit, User
from competencies.actions import credit_learning
from competencies.models import Area, LearningForm, LearningRecord
from discussions.actions import QuestionText, WeekText, ask_question, ask_week, post_answer
from discussions.models import Post, Thread
from foundation.markdown import RENDERER, render_markdown
from workshops.actions import Span, WorkshopPlan, announce_workshop
from workshops.models import Registration


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    name = factory.Sequence("Dinas {}".format)
    slug = factory.Sequence("dinas-{}".format)
    kind = Unit.Kind.AGENCY


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence("Pegawai {}".format)
    email = factory.Sequence("pegawai{}@contoh.id".format)
    nip = factory.Sequence(
        lambda n: (
            f"{date(1985, 1, 1) + timedelta(n // 900):%Y%m%d}201003{n % 2 + 1}{n % 900 + 100:03}"
        )
    )
    position = "Analis"
    unit = factory.SubFactory(UnitFactory)
    welcomed_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def password(self):
        return "!"


def area(code="T.KEU"):
    return Area.objects.get(code=code)


COUNTER = itertools.count(1)


def make_question(author, *, title="Bagaimana mengoreksi kode rekening belanja?", **more):
    """An asked question; `areas` are codes, `now` the moment. Each has words of its own."""
    text = QuestionText(
        title=title,
        body=more.get(
            "body", f"Sistem menolak karena rinciannya tidak cocok, kasus {next(COUNTER)}."
        ),
        areas=[area(code) for code in more.get("areas", ["T.KEU"])],
    )
    return ask_question(author=author, text=text, now=more.get("now", timezone.now()))


def make_answer(author, thread, *, body="Cukup lewat pergeseran antar-rincian.", now=None):
    return post_answer(author=author, thread=thread, body=body, now=now or timezone.now())


def make_week(leader, *, days=7, now=None, **more):
    """A question of the week for the leader's unit; `unit` None asks everyone."""
    title = "Apa yang Anda lakukan bila antrean pasien memanjang?"
    text = QuestionText(title, "Ceritakan satu cara dari unit Anda.", [area("T.KES")])
    week = WeekText(text, more.get("unit", leader.unit), days)
    return ask_week(author=leader, text=week, now=now or timezone.now())


def write_answers(thread, count, words="Cukup lewat pergeseran antar-rincian"):
    """Many answers at once, each by somebody else; nobody is told of them."""
    thread.refresh_from_db()
    first, now = thread.highest_no + 1, timezone.now()
    people = User.objects.bulk_create(UserFactory.build_batch(count, unit=UnitFactory(), nip=None))
    bodies = [f"{words}, cara nomor {first + k}." for k in range(count)]
    posts = Post.objects.bulk_create(
        Post(
            thread=thread,
            no=first + k,
            kind=Post.Kind.ANSWER,
            author=person,
            body=bodies[k],
            body_html=render_markdown(bodies[k]),
            renderer=RENDERER,
            created_at=now + timedelta(seconds=k),
        )
        for k, person in enumerate(people)
    )
    counted = {"highest_no": first + count - 1, "answer_count": thread.answer_count + count}
    Thread.objects.filter(pk=thread.pk).update(**counted)
    thread.refresh_from_db()
    return posts


def make_plan(host, **changes):
    """A plan for one session tomorrow, 09.00 to 12.00, 10 seats; changes replace its fields.

    Spans without a number are the sessions 1, 2, … of a workshop that exists.
    """
    now = changes.pop("now", timezone.now())
    start = timezone.localtime(now + timedelta(days=1)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    fields = {
        "title": "Menulis telaahan staf yang ringkas",
        "description": "Tiga jam praktik menulis bersama.",
        "areas": [area("T.NAS")],
        "unit": host.unit,
        "form": LearningForm.objects.get(code="KL07"),
        "mode": "onsite",
        "place": "Aula Bappeda",
        "online_url": "",
        "spans": [(start, start + timedelta(hours=3))],
        "seats": {"total": 10},
        "registration_closes_at": start,
        "jp": 5,
        "jp_reason": "",
        "audience": "areas",
    }
    if "spans" not in changes:
        fields["promotion_ends_hours"] = 8  # people still move up, however late today it is
    fields |= changes
    numbered = enumerate(fields["spans"], start=1)
    fields["spans"] = [one if isinstance(one, Span) else Span(*one, no) for no, one in numbered]
    return WorkshopPlan(**fields)


def learn(user, credit, *, by, now):
    """Credits hours, and returns the newest row of their source."""
    credit_learning(learnt=[(user.pk, credit)], verified_by=by, now=now)
    rows = LearningRecord.objects.filter(source=credit.source, reverses=None)
    return rows.latest("source_version")


def make_workshop(host, *, publish=True, now=None, **changes):
    now = now or timezone.now()
    plan = make_plan(host, now=now, **changes)
    begins = min((span.starts_at for span in plan.spans), default=now)
    announced = now if now < begins else begins - timedelta(days=1)
    return announce_workshop(host=host, plan=plan, publish=publish, now=announced)


def seat_people(workshop, count):
    """Many people with a seat, all of one unit; nobody is told, and nothing logged."""
    people = User.objects.bulk_create(UserFactory.build_batch(count, unit=UnitFactory(), nip=None))
    Registration.objects.bulk_create(
        Registration(workshop=workshop, user=person, joined_at=workshop.created_at, holds_seat=True)
        for person in people
    )
    workshop.pools.filter(kind="total").update(taken=count, capacity=count + 10)
    return people


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    name = factory.Sequence("Bidang {}".format)
    slug = factory.Sequence("bidang-{}".format)
    code = factory.Sequence("U.{}".format)
    family = Area.Family.TECHNICAL
    updated_at = factory.LazyFunction(timezone.now)
