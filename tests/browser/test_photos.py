"""J12: a photo of the phone's camera is made small before it is sent, and holds no place."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from discussions.models import Attachment, Post
from tests.factories import make_question

MB = 1024 * 1024


@pytest.fixture
def thread(employee):
    return make_question(employee)


def camera_photo():
    """About four megabytes, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (3.0, 28.0, 12.0), 3: "E", 4: (97.0, 48.0, 30.0)}
    noise = Image.effect_noise((2600, 2000), 20).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def test_j12_a_camera_photo_is_small_before_it_is_sent(open_as, colleague, thread):
    photo = camera_photo()
    assert len(photo) > 2 * MB
    page = open_as(colleague, thread.get_absolute_url())
    file = {"name": "IMG_2031.jpg", "mimeType": "image/jpeg", "buffer": photo}
    page.fill("#jawab [name=body]", "Layar saya seperti di foto ini.")
    sent = []
    page.route(
        "**/lampiran/",
        lambda route: (sent.append(route.request.post_data_buffer), route.continue_()),
    )
    page.locator("#jawab input[type=file]").set_input_files(file)

    expect(page.locator("#jawab [name=attached]")).to_be_checked(timeout=30_000)
    assert 0 < len(sent[0]) <= 251 * 1024 < len(photo)
    assert b"Exif" not in sent[0]
    page.locator("#jawab button.btn--primary").click()
    expect(page.locator(".files__photo img")).to_be_visible()
    row = Post.objects.get(author=colleague).attachments.get()
    shown = page.request.get(page.url.split("/tanya/")[0] + row.get_absolute_url())
    assert not Image.open(io.BytesIO(shown.body())).getexif()
    assert page.errors == []


def test_a_photo_is_pasted(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    page.locator("#jawab [name=body]").focus()
    page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(40, 30);
          canvas.getContext("2d").fillRect(0, 0, 20, 20);
          const blob = await canvas.convertToBlob();
          const data = new DataTransfer();
          data.items.add(new File([blob], "tangkapan.png", { type: "image/png" }));
          const field = document.querySelector("#jawab [name=body]");
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )

    expect(page.locator("#jawab [name=attached]")).to_be_checked()


def test_it_is_tried_three_times_and_then_by_hand(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    tries = []
    page.route("**/lampiran/", lambda route: (tries.append(1), route.abort()))
    file = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n"}
    page.locator("#jawab input[type=file]").set_input_files(file)
    again = page.locator("#jawab").get_by_role("button", name="Coba lagi")
    again.wait_for(timeout=20_000)
    assert len(tries) == 3
    page.unroute("**/lampiran/")

    again.click()

    expect(page.locator("#jawab [name=attached]")).to_be_checked()
    assert Attachment.objects.count() == 1


def test_what_is_chosen_before_the_script_came_is_sent(open_as, colleague, thread):
    """On a weak signal the field is there before what shrinks and sends its files."""
    page = open_as(colleague, "/bantuan/")
    waiting = []
    page.route("**/attach*.js", lambda route: waiting.append(route))
    page.goto(thread.get_absolute_url())
    file = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n"}
    page.locator("#jawab input[type=file]").set_input_files(file)

    waiting[0].continue_()

    expect(page.locator("#jawab [name=attached]")).to_be_checked()


def test_what_is_refused_says_why(open_as, colleague, thread):
    page = open_as(colleague, thread.get_absolute_url())
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    file = {"name": "gambar.svg", "mimeType": "text/plain", "buffer": svg}
    page.locator("#jawab input[type=file]").set_input_files(file)

    expect(page.locator("#jawab .attach__list")).to_contain_text("tidak diterima di sini")


@pytest.mark.parametrize("size", [14])
def test_fourteen_megabytes_are_refused_on_the_phone(open_as, colleague, thread, size):
    page = open_as(colleague, thread.get_absolute_url())
    sent = []
    page.on(
        "request", lambda request: sent.append(request) if "/lampiran/" in request.url else None
    )
    content = b"%PDF-1.7\n" + b"\0" * size * MB
    file = {"name": "lampiran.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("#jawab input[type=file]").set_input_files(file)

    expect(page.locator("#jawab .attach__list")).to_contain_text("Paling besar 10 MB")
    assert sent == []
