"""A form is read as UTF-8, whatever charset it claims."""

import pytest

from discussions.models import Thread
from tests.factories import area

BODY = '--B\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'


@pytest.fixture
def ask(employee, as_user):
    """Sends a question as a multipart form that claims this charset."""
    fields = {
        "title": "Bagaimana +2AA- \\ud800 kode é ini?",
        "body": "Sistem menolak +2AA- \\ud800 rinciannya.",
        "areas": area().pk,
    }
    content = "".join(BODY.format(*field) for field in fields.items()) + "--B--\r\n"
    kind = "multipart/form-data; boundary=B; charset="
    client = as_user(employee)
    return lambda charset: client.generic(
        "POST", "/tanya/baru/", content.encode(), content_type=kind + charset
    )


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-7", "utf-16", "latin-1", "rot13", "base64", "idna", "unicode_escape"]
)
def test_what_was_typed_arrives_as_it_was(ask, charset):
    assert ask(charset).status_code == 302
    assert Thread.objects.get().title == "Bagaimana +2AA- \\ud800 kode é ini?"
