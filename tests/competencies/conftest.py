"""What was learnt, for crediting."""

from datetime import date

from competencies.actions.learning import Credit


def credit(**changes):
    """Five hours of a workshop of this year; changes replace its fields."""
    fields = {
        "jp": 5,
        "form": "KL07",
        "title": "Menulis telaahan staf",
        "held_on": date(2026, 11, 20),
        "areas": "T.NAS",
        "source": "registration:1",
    }
    return Credit(**(fields | changes))
