"""Photos are drawn anew: pixels alone stay, and what is made to hurt is refused."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from foundation.photos import LONGEST, redraw

GPS = 0x8825


def jpeg(size=(64, 48), *, exif=None, fill="red"):
    """The bytes of a JPEG, with Exif where it is given."""
    out = io.BytesIO()
    more = {"exif": exif} if exif else {}
    Image.new("RGB", size, fill).save(out, "JPEG", **more)
    return out.getvalue()


def with_place():
    """As a phone writes it: where it was taken, turned by 90 degrees, and whose phone it is."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "HP Zulkhairi"
    exif[GPS] = {1: "N", 2: (3.0, 28.0, 12.0), 3: "E", 4: (97.0, 48.0, 30.0)}
    return jpeg((64, 48), exif=exif)


def upload(content, name="foto.jpg"):
    return SimpleUploadedFile(name, content)


def test_row_80_no_place_and_no_maker_stay_in_it():
    assert b"HP Zulkhairi" in with_place()  # the control

    photo = redraw(upload(with_place()))

    content = photo.content.read()
    assert not Image.open(io.BytesIO(content)).getexif()
    for word in (b"Zulkhairi", b"Exif", b"EXIF", b"XMP"):
        assert word not in content


def test_it_stands_upright():
    assert (redraw(upload(with_place())).width, redraw(upload(with_place())).height) == (48, 64)


def test_a_large_one_becomes_small():
    photo = redraw(upload(jpeg((4000, 3000))))
    assert (photo.width, photo.height) == (LONGEST, 1200)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_every_kind_of_colour(mode):
    out = io.BytesIO()
    if mode == "CMYK":
        Image.new(mode, (20, 20)).save(out, "JPEG")
    else:
        Image.new(mode, (20, 20)).save(out, "PNG")
    assert redraw(upload(out.getvalue(), "a.png")).width == 20


def test_what_is_hidden_behind_the_picture_stays_behind():
    """A polyglot: a JPEG with a page, a program and an archive after its end."""
    hidden = b"<script>alert(1)</script>PK\x03\x04MZ"
    content = redraw(upload(jpeg() + hidden)).content.read()
    assert not any(part in content for part in (b"<script", b"PK\x03\x04", b"MZ"))


def png_header(width, height):
    """A PNG that says it is so large, with next to nothing in it."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content",
    [
        png_header(50_000, 50_000),
        png_header(9_000, 9_000),
        png_header(100, 100),
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 50,
        b"",
        jpeg()[:200],
    ],
)
def test_what_is_no_photo_gets_a_sentence(content):
    with pytest.raises(ValidationError):
        redraw(upload(content))


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_no_bytes_break_it(tail):
    for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"):
        with pytest.raises(ValidationError):
            redraw(upload(start + tail))
