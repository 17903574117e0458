"""Every address of the product with everything that the database holds behind it.

For tests that look everywhere: what a role sees of all pages, parts and files. A new address is
found by itself; where its first folder says nothing about its `public_id`, all of them are tried.
"""

import contextlib
import itertools
import re
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Unit, User
from competencies.models import Area
from discussions.models import (
    Attachment,
    Comment,
    Guide,
    Post,
    Regulation,
    Review,
    Revision,
    SealRequest,
    Thread,
    ThreadArea,
)
from discussions.models.answer_pages import AnswerOrder
from discussions.models.reading import ORDERS, STATUSES
from foundation.converters import PublicIdConverter
from foundation.models import PublicIdField
from tests.fresh import forget_cache
from workshops.models import Material, Package, Workshop, WorkshopMessage

PLACES = {
    "tanya": Thread,
    "t": Thread,
    "pengumuman": Thread,
    "mulai-di-sini": Thread,
    "j": Post,
    "k": Comment,
    "lampiran": Attachment,
    "segel": SealRequest,
    "panduan": Guide,
    "peraturan": Regulation,
    "moderasi": Review,
    "orang": User,
    "lokakarya": Workshop,
    "l": Workshop,
    "berkas": Material,
    "materi": Material,
}
# What a second public id in an address names.
SECOND = {"person": User, "thread": Thread, "message": WorkshopMessage, "package": Package}
MOST = 2  # rows tried at one address, where none are named
SIGN_IN = ("account", "mfa", "activate")  # one's own, with secrets drawn each time
HTMX = {"HX-Request": "true"}
TYPED = {
    "reason": "Alasan yang cukup panjang untuk semua.",
    "body": "Teks yang cukup panjang untuk semua formulir.",
    "title": "Judul yang cukup panjang untuk semua?",
    "difference": "Perbedaan yang cukup panjang untuk semua.",
    "passage": "Mintalah tertulis",
    "note": "Catatan.",
    "on": "1",
    "kind": "rude",
    "granted": "0",
    "version": "1",
    "is_useful": "0",
}
# What differs each time a page is drawn, and says nothing.
CHANCE = re.compile(r'(name="(?:csrfmiddlewaretoken|key)" value="|umpan\.xml\?kunci=)[\w-]*')


def patterns(resolver=None, namespace="", before=""):
    """Name, path and converters of each address that has a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner, path)
        elif isinstance(entry, URLPattern) and entry.name:
            yield namespace + entry.name, path, entry.pattern.converters


def addresses(rows, *, admin_too=False):
    """`(name, path)` of everything that can be asked for, once each; `rows` are by model."""
    found = {}
    for name, path, converters in patterns():
        if name.startswith(("admin:", *SIGN_IN)):
            continue
        for filling in fillings(path, converters, rows):
            found.setdefault(reverse(name, kwargs=filling), name)
    pages = [(name, path) for path, name in found.items()]
    return [*pages, *(admin_pages() if admin_too else [])]


def fillings(path, converters, rows):
    """What stands in the place of the arguments, by what the database holds."""
    if not converters:
        return [{}]
    if "public_id" in converters:
        model = PLACES.get(path.split("/")[0])
        models = [model] if model else with_public_id()
        found = [row for one in models for row in rows.get(one, first_rows(one))]
        filled = [{"public_id": row.public_id} for row in found]
        if "slug" in converters:
            filled = [
                {"public_id": row.public_id, "slug": row.slug}
                for row in found
                if hasattr(row, "slug")
            ]
    elif "slug" in converters:
        areas = Area.objects.filter(pk__in=ThreadArea.objects.values("tag")).order_by("pk")
        named = (
            [areas]
            if path.split("/")[0] in ("bidang", "tanya")
            else [areas, Unit.objects.order_by("pk")]
        )
        filled = [{"slug": one.slug} for rows in named for one in rows]
    else:
        filled = [{}]
    rest = [one for one in converters if one not in ("public_id", "slug")]
    values = itertools.product(*(second(one, converters[one], rows) for one in rest))
    return [row | dict(zip(rest, value, strict=True)) for value in values for row in filled]


def second(name, converter, rows):
    """What stands in the place of a further argument: public ids, or the first two numbers."""
    if not isinstance(converter, PublicIdConverter):
        return (1, 2)
    model = SECOND.get(name, User)  # of a name that is new here, ids that are there at least
    return [row.public_id for row in rows.get(model, first_rows(model))]


def first_rows(model):
    """In the order they were made, which PostgreSQL does not keep by itself."""
    return model._base_manager.order_by("pk")[:MOST]


def with_public_id():
    return [
        model
        for model in apps.get_models()
        if not model._meta.proxy
        and any(isinstance(field, PublicIdField) for field in model._meta.fields)
    ]


def admin_pages():
    """Lists, rows, histories and the pages that ask before deleting."""
    yield "admin:index", reverse("admin:index")
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield f"{base}_changelist", reverse(f"{base}_changelist")
        yield f"{base}_add", reverse(f"{base}_add")
        for row in model._base_manager.order_by("-pk")[:MOST]:
            for page in ("change", "history", "delete"):
                yield f"{base}_{page}", reverse(f"{base}_{page}", args=[row.pk])


def queries_of(name, words, threads):
    """Besides the plain address: everything that can be said in its query."""
    named = [{"q": word} for word in words]
    each = {
        "discussions:thread_list": lambda: [
            *({"status": one} for one in STATUSES),
            *({"urut": one} for one in ORDERS),
        ],
        "discussions:thread_detail": lambda: [{"urut": one} for one in AnswerOrder.values if one],
        "discussions:new_answers": lambda: [{"sejak": "1"}],
        "discussions:similar_questions": lambda: [{"title": thread.title} for thread in threads],
        "discussions:people_list": lambda: named,
        "discussions:invite_person": lambda: named,
        "discussions:regulation_list": lambda: named,
        "discussions:review_queue": lambda: [{"jenis": "laporan"}, {"jenis": "pertama"}],
        "discussions:thread_history": lambda: [
            {"lihat": f"{revision.post.public_id}-{revision.no}"}
            for revision in Revision.objects.filter(post__thread__in=threads).order_by("pk")
        ],
        "hub:search": lambda: named,
        "hub:my_data": lambda: [{"unduh": "1"}],
        "notifications:news_list": lambda: [{"saring": "belum"}, {"saring": "jawaban"}],
        "notifications:missed_events": lambda: [{"t": f"{topic}.0"} for topic in topics(threads)],
    }
    return each.get(name, list)()


def topics(threads):
    """What a live page may watch of these questions."""
    return ["kabar", "lists:all", "moderation:all", *(f"thread:{t.public_id}" for t in threads)]


def looks(client, rows, *, words=(), admin_too=False):
    """Yields `(what was asked, response)` for every page, part and file that can be read.

    `rows` are those to look at, by model; of others the first ones.
    """
    only_sent = set()  # addresses that take a form and nothing else
    for name, path in addresses(rows, admin_too=admin_too):
        if name in only_sent:
            continue
        for query in ({}, *queries_of(name, words, rows.get(Thread, ()))):
            url = f"{path}?{urlencode(query)}" if query else path
            response = client.get(url)
            yield url, response
            if response.status_code == 405:
                only_sent.add(name)
                break
            if response.status_code == 302 or "HX-Request" in response.get("Vary", ""):
                yield f"{url} htmx", client.get(url, headers=HTMX)


def presses(client, rows, typed=TYPED):
    """Yields what every form answers, and the page that it leads to; nothing stays changed."""
    for _name, path in addresses(rows):
        for fields in ({}, typed):
            with undone():
                response = client.post(path, fields)
                yield f"POST {path} {len(fields)}", response
                if response.status_code == 302 and response.url.startswith("/"):
                    yield f"POST {path} {len(fields)} led on", client.get(response.url, follow=True)
            if response.status_code == 405:
                break


class Undone(Exception):
    """Raised to take everything back."""


@contextlib.contextmanager
def undone():
    """Whatever happens inside leaves no row, no number used up and nothing cached."""
    forget_cache()
    with contextlib.suppress(Undone), numbers_kept(), transaction.atomic():
        yield
        raise Undone
    forget_cache()


@contextlib.contextmanager
def numbers_kept():
    """Keys count on from where they were: PostgreSQL's sequences know no rollback."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences")
        before = cursor.fetchall()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, last in before:
                cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])


def text_of(response):
    """Headers and body; what is left to chance is left out."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    words = CHANCE.sub(r"\1", body.decode("utf-8", "replace"))
    return f"{response.status_code}\n{headers}\n\n{words}"
