from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from competencies.permissions import is_moderator
from discussions.permissions import audiences
from foundation.limits import SEARCHES, limited
from foundation.paging import page_number
from foundation.text import clean_line
from search.finding import PAGE, find
from workshops import permissions as workshops

LONGEST = 200  # signs of a query
KINDS = {
    "tanya": (_("Questions"), "discussions.thread", "chat"),
    "panduan": (_("Guides"), "discussions.guide", "award"),
    "materi": (_("Materials"), "workshops.material", "down"),
    "lokakarya": (_("Workshops"), "workshops.workshop", "cal"),
    "bidang": (_("Areas"), "competencies.area", "list"),
    "orang": (_("People"), "accounts.user", "user"),
}
ICONS = {kind: icon for _label, kind, icon in KINDS.values()}


@limited(SEARCHES)
def search(request):
    """One box for everything; what one may not see is filtered in the query itself."""
    text = clean_line(request.GET.get("q", "").replace("\0", ""))[:LONGEST]
    chosen = request.GET.get("jenis", "")
    kinds = [KINDS[chosen][1]] if chosen in KINDS else []
    number = page_number(request)
    found = find(text=text, audiences=audiences_of(request.user), kinds=kinds, page=number)
    for entry in found.entries:
        entry.icon = ICONS.get(entry.kind, "list")
    counts = [(key, label, found.counts.get(kind, 0)) for key, (label, kind, _i) in KINDS.items()]
    shown = found.counts.get(kinds[0], 0) if kinds else found.total
    context = {
        "text": text,
        "found": found,
        "counts": counts,
        "chosen": chosen,
        "number": number,
        "has_more": number * PAGE < shown,
    }
    return render(request, "hub/search.html", context)


def audiences_of(user):
    """Everything a member may find: the regency's things and those of the own units."""
    found = {"regency"} | audiences(user) | workshops.audiences(user)
    if is_moderator(user) or user.is_admin:
        found |= {"moderators"} | {f"unit:{pk}" for pk, _parent, _is_led in user.unit_tree}
    return sorted(found)
