"""Files and links as hosts send them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.uploads import CheckedFile
from workshops.actions import NewMaterial

PDF = b"%PDF-1.7\n1 0 obj\n"


def a_file(title="Pedoman telaahan", content=PDF, name="pedoman.pdf", **more):
    """As the form has checked it."""
    upload = SimpleUploadedFile(name, content)
    checked = CheckedFile(kind=name.rpartition(".")[2], name=name)
    return NewMaterial(title=title, upload=upload, checked=checked, **more)


def a_link(title="Pedoman telaahan", url="https://contoh.id/pedoman", **more):
    return NewMaterial(title=title, url=url, **more)
