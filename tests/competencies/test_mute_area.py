"""An area can be silenced; that is no following."""

from competencies.actions import choose_areas, follow_area, mute_area
from competencies.models import Area, AreaFollow
from tests.factories import area


def test_row_44_it_is_followed_no_more(employee, now):
    follow_area(user=employee, area=area(), now=now)

    mute_area(user=employee, area=area(), now=now)

    assert not Area.objects.followed_by(employee).exists()
    assert AreaFollow.objects.get(user=employee).level == "muted"


def test_choosing_areas_leaves_it_muted(employee, now):
    mute_area(user=employee, area=area("T.KEU"), now=now)

    choose_areas(user=employee, areas=[area("T.KES")], now=now)

    assert AreaFollow.objects.get(user=employee, area=area("T.KEU")).level == "muted"


def test_its_page_mutes_and_unmutes(employee, as_user):
    client, url = as_user(employee), f"/bidang/{area().slug}/"
    client.post(f"{url}ikuti/", {"on": "mute"})
    assert "Dengar lagi" in client.get(url).content.decode()

    client.post(f"{url}ikuti/", {"on": "0"})
    assert not AreaFollow.objects.filter(user=employee).exists()
