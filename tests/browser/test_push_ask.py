"""Push is asked for in context, a browser that says no is understood, and one that says yes hears.

The push service is ours, since the browser's own is not reached from here: it speaks TLS, and what
the server sends is opened with the browser's keys and handed to the real service worker.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from notifications.models import PushSubscription, QuietHours
from tests.browser.forms import choose_area
from tests.factories import make_answer
from tests.push_service import Browser, PushService, vapid_key
from tests.served import serve

ASK = "[data-push]"
# The browser's manager of push, with the endpoint and the keys of this test.
SUBSCRIBE = """
const keys = %s;
const given = { endpoint: keys.endpoint, toJSON: () => ({ keys }), unsubscribe: async () => true };
PushManager.prototype.getSubscription = async () => window.given ?? null;
PushManager.prototype.subscribe = async () => (window.given = given);
"""

# What the service worker shows, or null after five seconds.
SHOWN = """async () => {
    const here = await navigator.serviceWorker.ready;
    for (let turn = 0; turn < 50; turn++) {
        const [one] = await here.getNotifications();
        if (one) return [one.title, one.data.url];
        await new Promise((done) => setTimeout(done, 100));
    }
    return null;
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with PushService(tmp_path_factory.mktemp("push")) as service:
        yield service


@pytest.fixture(scope="module")
def site(site, django_db_blocker, tmp_path_factory, service):
    """Served with a key for push, and with that push service among those that it may call.

    The usual site rests meanwhile: its worker knows no push and would drop what is due.
    """
    more = {
        "FORUM_VAPID_KEY": vapid_key(),
        "FORUM_PUSH_HOSTS": "127.0.0.1",
        "REQUESTS_CA_BUNDLE": str(service.certificate),
    }
    site.stop()
    with django_db_blocker.unblock(), serve(tmp_path_factory.mktemp("var"), **more) as served:
        yield served
    site.start()


def ask(page, title):
    page.goto("/tanya/baru/")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.fill("[name=title]", title)
    page.fill("[name=body]", "Sistem menampilkan sisa SPD tidak mencukupi.")
    choose_area(page, "Keuangan Daerah", js=True)
    page.locator("main form button[data-sends]").click()
    page.wait_for_url(re.compile(r"/tanya/\w+-"))
    page.locator("html[data-ready]").wait_for(state="attached")


def permit(page, setting):
    page.context.new_cdp_session(page).send(
        "Browser.setPermission", {"permission": {"name": "notifications"}, "setting": setting}
    )


def test_j13_it_is_offered_after_a_question_and_later_means_later(open_as, employee):
    page = open_as(employee, "/")
    permit(page, "prompt")
    page.reload()
    expect(page.locator(ASK)).to_have_count(0)

    ask(page, "Bagaimana mencairkan SPP-GU yang tertolak?")
    expect(page.locator(ASK)).to_be_visible()
    page.get_by_role("button", name="Nanti saja").click()
    expect(page.locator(ASK)).to_be_hidden()
    ask(page, "Bolehkah uang persediaan dipakai untuk honor?")
    expect(page.locator(ASK)).to_be_hidden()
    assert page.errors == []


def test_j13_a_browser_that_says_no_is_understood(open_as, employee):
    page = open_as(employee, "/")
    permit(page, "prompt")
    ask(page, "Bagaimana mencairkan SPP-GU yang tertolak?")
    permit(page, "denied")

    page.get_by_role("button", name="Kabari saya di perangkat ini").click()

    expect(page.locator(f"{ASK} [role=status]")).to_contain_text("tidak mengizinkan")
    assert not PushSubscription.objects.exists()
    ask(page, "Bolehkah uang persediaan dipakai untuk honor?")
    expect(page.locator(ASK)).to_be_hidden()


def test_j13_an_answer_wakes_the_device_of_the_asker(open_as, site, service, employee, colleague):
    QuietHours.objects.create(user=employee, from_hour=0, until_hour=0)
    browser = Browser()
    page = open_as(employee, "/")
    page.context.grant_permissions(["notifications"])
    keys = json.dumps(browser.keys | {"endpoint": f"{service.url}/ponsel"})
    page.add_init_script(SUBSCRIBE % keys)
    ask(page, "Bagaimana mencairkan SPP-GU yang tertolak?")
    page.get_by_role("button", name="Kabari saya di perangkat ini").click()
    expect(page.locator(f"{ASK} [role=status]")).to_contain_text("Selesai")
    page.goto("about:blank")

    answer = make_answer(colleague, employee.threads.get())
    pushed = browser.read(service.wait())

    assert answer.thread.title not in json.dumps(pushed)
    page.goto("/bantuan/")
    hand_to_worker(page, site, pushed)
    shown = page.evaluate(SHOWN)
    assert shown == ["Sepakat", pushed["url"]]


def hand_to_worker(page, site, pushed):
    """As the browser does with what its push service brings."""
    cdp = page.context.new_cdp_session(page)
    found = []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda it: found.extend(it["registrations"]))
    cdp.send("ServiceWorker.enable")
    page.wait_for_timeout(500)
    message = {"registrationId": found[0]["registrationId"], "data": json.dumps(pushed)}
    cdp.send("ServiceWorker.deliverPushMessage", {"origin": site.url, **message})
