from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone

from hub.own_data import own_data


def my_data(request):
    """What is kept of this person; `?unduh=1` hands it out as JSON."""
    if request.GET.get("unduh") != "1":
        return render(request, "hub/my_data.html")
    response = JsonResponse(own_data(request.user), json_dumps_params={"indent": 1})
    day = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="data-saya-{day:%Y-%m-%d}.json"'
    response["Cache-Control"] = "private, no-store"
    return response
