""" "Simpan semua": the materials of a workshop as one archive."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from foundation.downloads import download
from foundation.limits import MARKS, limited
from workshops import actions, permissions
from workshops.actions.packing import KEPT, STALE, contents_of, key_of
from workshops.models import MaterialVersion, Package
from workshops.views.workshop import find_workshop


@limited(MARKS)
def pack_materials(request, public_id):
    """Size and number first; then whether it is being prepared, or ready."""
    workshop = find_workshop(request, public_id)
    versions = newest_versions(request.user, workshop)
    if request.method == "POST":
        actions.pack_materials(
            user=request.user, workshop=workshop, versions=versions, now=timezone.now()
        )
        return redirect("workshops:pack_materials", public_id)
    package = package_of(workshop, versions)
    context = {
        "workshop": workshop,
        "files": [one for one in versions if one.file],
        "links": [one for one in versions if one.url],
        "size": sum(one.size for one in versions),
        "package": package,
        "until": package.asked_at + KEPT if package else None,
    }
    return render(request, "workshops/pack_materials.html", context)


def newest_versions(user, workshop):
    """Of what this person may open, in its order."""
    materials = permissions.materials_for(user).filter(workshop=workshop, hidden_at=None)
    newest = materials.in_order().with_newest().values_list("pk", "newest_no")
    rows = MaterialVersion.objects.filter(material__in=[pk for pk, _no in newest])
    by_no = {(one.material_id, one.no): one for one in rows}
    return [by_no[each] for each in newest]


def package_of(workshop, versions):
    """The archive of exactly these; another person's who may open the same is as good.

    One whose task was lost is none.
    """
    key = key_of(contents_of(versions))
    lost = Package.objects.lost(timezone.now() - STALE)
    standing = workshop.packages.standing().filter(kind=Package.Kind.MATERIALS)
    return standing.exclude(pk__in=lost).filter(key=key).first()


def packed_materials(request, public_id):
    """The archive itself, once it is ready."""
    workshop = find_workshop(request, public_id)
    versions = newest_versions(request.user, workshop)
    package = package_of(workshop, versions)
    if package is None or package.ready_at is None:
        raise Http404
    if not permissions.can_manage_workshop(request.user, workshop):
        now = timezone.now()
        actions.note_opened(user=request.user, versions=versions, downloaded=True, now=now)
    return download(request, package.file, name=f"{workshop.slug}.zip")
