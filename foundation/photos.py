"""Photos drawn anew: what is kept holds pixels alone, no EXIF, no place, no second file in it."""

import io
import threading
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

KINDS = {"jpg", "jpeg", "png", "webp"}
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000  # of the sender's; more costs hundreds of megabytes to unpack
LONGEST = 1600  # of ours, in pixels
QUALITY = 75
at_work = threading.Lock()  # one photo at a time per process: each may cost 160 MB for a second


@dataclass(frozen=True)
class Photo:
    """A WebP of at most 1600 × 1600 pixels."""

    content: ContentFile
    width: int
    height: int


def redraw(upload: UploadedFile) -> Photo:
    """Raises ValidationError with a sentence where it is no photo, or too large to unpack."""
    upload.seek(0)
    try:
        with at_work, Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_("This photo is too large. Send a smaller one."))
            image.draft("RGB", (LONGEST, LONGEST))  # a JPEG is unpacked no larger than needed
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST, LONGEST))
            return written(upright)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        sentence = _("This photo cannot be opened. Save it as JPG and send it once more.")
        raise ValidationError(sentence) from error


def written(image: Image.Image) -> Photo:
    out = io.BytesIO()
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)  # the pixels alone: what was written around them stays behind
    bare.save(out, "WEBP", quality=QUALITY, method=4)
    return Photo(ContentFile(out.getvalue()), *image.size)
