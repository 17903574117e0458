"""The plainest honest pages: sign-in asked, the rows read with joins, a template drawn."""

from django.http import HttpResponse
from django.shortcuts import render

from discussions.models import Thread
from search.finding import find

SHOWN = 21  # the question and a page of its answers


def thread_list(request, slug=""):
    """Of everything, or of one area."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    threads = Thread.objects.filter(area_items__tag__slug=slug) if slug else Thread.objects.all()
    threads = threads.order_by("-created_at").select_related("author", "author__unit")
    rows = threads.prefetch_related("area_items__tag")[:20]
    return render(request, "list.html", {"rows": rows})


def thread_detail(request, public_id):
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    thread = Thread.objects.select_related("author", "author__unit").get(public_id=public_id)
    posts = thread.posts.order_by("no").select_related("author", "author__unit")
    posts = posts[:SHOWN]
    return render(request, "thread.html", {"thread": thread, "posts": posts})


def search(request):
    """The same search behind a plain page: what it costs to find is not compared."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    found = find(text=request.GET["q"], audiences=["regency"])
    return render(request, "search.html", {"entries": found.entries})
