"""How forms of texts are drawn."""

from django.shortcuts import render

from foundation.markdown import MAX_BODY, render_markdown


def draw_form(request, form, template, context):
    """The form, with errors, or with a preview where JavaScript is missing."""
    status = 422 if form.errors else 200
    if "preview" in request.POST:
        context["preview"], status = render_markdown(request.POST.get("body", "")[:MAX_BODY]), 200
    return render(request, template, {"form": form, **context}, status=status)
