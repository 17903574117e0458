from workshops.forms.announcing import WorkshopForm, initial_of
from workshops.forms.participation import MaterialForm, RegistrationForm
from workshops.forms.session import SessionFormSet, initial_sessions

__all__ = [
    "MaterialForm",
    "RegistrationForm",
    "SessionFormSet",
    "WorkshopForm",
    "initial_of",
    "initial_sessions",
]
