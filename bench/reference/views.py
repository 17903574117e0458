"""The plainest honest pages: sign-in asked, the rows read with joins, a template drawn."""

from django.http import HttpResponse
from django.shortcuts import render

from discussions.models import Thread


def thread_list(request):
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    threads = Thread.objects.order_by("-created_at").select_related("author", "author__unit")
    rows = threads.prefetch_related("area_items__tag")[:20]
    return render(request, "list.html", {"rows": rows})


def thread_detail(request, public_id):
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    thread = Thread.objects.select_related("author", "author__unit").get(public_id=public_id)
    posts = thread.posts.order_by("no").select_related("author", "author__unit")
    return render(request, "thread.html", {"thread": thread, "posts": posts})
