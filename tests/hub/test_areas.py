"""The pages of areas: the list, one area, and following it."""

from datetime import timedelta

from competencies.models import Area, AreaSlug
from discussions.actions import QuestionText, accept_answer, ask_question
from tests.factories import area, make_answer, make_question, make_workshop
from workshops.actions import NewMaterial, add_material

URL = "/bidang/keuangan-daerah/"


def test_every_active_area_is_listed_by_family(as_user, employee):
    families = as_user(employee).get("/bidang/").context["families"]

    assert sum(len(areas) for _label, areas in families) == Area.objects.active().count() > 40


def test_following_and_stopping(as_user, employee):
    client = as_user(employee)

    for _time in (1, 2):
        client.post(f"{URL}ikuti/", {"on": "1"})
    followed = list(Area.objects.followed_by(employee))
    client.post(f"{URL}ikuti/", {"on": "0"})

    assert followed == [area("T.KEU")]
    assert not Area.objects.followed_by(employee).exists()


def test_muting_and_hearing_again(as_user, employee):
    client = as_user(employee)

    client.post(f"{URL}ikuti/", {"on": "mute"})
    muted = client.get(URL).context["area"]
    client.post(f"{URL}ikuti/", {"on": "0"})
    again = client.get(URL).context["area"]

    assert [(one.is_muted, one.is_followed) for one in (muted, again)] == [
        (True, False),
        (False, False),
    ]


def test_a_link_alone_follows_nothing(as_user, employee):
    assert as_user(employee).get(f"{URL}ikuti/").status_code == 405


def test_an_old_slug_leads_to_the_area(as_user, employee):
    AreaSlug.objects.create(area=area("T.KEU"), slug="keuangan")

    response = as_user(employee).get("/bidang/keuangan/")

    assert (response.status_code, response.url) == (301, URL)


def test_an_unknown_area_is_not_found(as_user, employee):
    assert as_user(employee).get("/bidang/tidak-ada/").status_code == 404


def test_row_42_experts_are_those_with_solutions_here(as_user, employee, colleague, question, now):
    answer = make_answer(colleague, question)
    before = as_user(employee).get(URL).context["experts"]

    accept_answer(actor=employee, answer=answer, kind="asker", now=now)

    assert (before, as_user(employee).get(URL).context["experts"]) == ([], [colleague])


def test_nobody_is_asked_to_help_with_the_own_question(as_user, employee, colleague, question, now):
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=employee, text=text, now=now)

    def offered(user):
        return "".join(as_user(user).get(URL).context["unanswered"])

    for thread in (question, sealed):
        assert thread.title in offered(colleague)
        assert thread.title not in offered(employee)


def test_materials_of_drafts_are_not_shown(as_user, employee, leader, now):
    draft = make_workshop(leader, publish=False, areas=[area("T.KEU")])
    link = NewMaterial(title="Bahan", url="https://contoh.id/bahan")
    material = add_material(adder=leader, workshop=draft, material=link, now=now)

    assert as_user(employee).get(URL).context["materials"] == []
    assert as_user(leader).get(URL).context["materials"] == [material]


def test_the_area_needs_no_more_queries_for_more_rows(
    as_user, employee, colleague, leader, same_queries, now
):
    def add(count):
        for _each in range(count):
            make_question(employee)
            solved = make_question(employee)
            answer = make_answer(colleague, solved)
            accept_answer(actor=employee, answer=answer, kind="asker", now=now)
            spans = [(now, now + timedelta(hours=2))]
            workshop = make_workshop(leader, areas=[area("T.KEU")], spans=spans)
            link = NewMaterial(title="Bahan", url="https://contoh.id/bahan")
            add_material(adder=leader, workshop=workshop, material=link, now=now)

    same_queries(as_user(employee), URL, add)
