from workshops.forms.announcing import WorkshopForm
from workshops.forms.answering import SettleForm
from workshops.forms.calendar import CalendarTokenForm
from workshops.forms.calling import CallForm, ProposalDecisionForm, ProposalForm
from workshops.forms.cover import CoverForm
from workshops.forms.entry_questions import AnswersForm, QuestionForm
from workshops.forms.exporting import ExportForm
from workshops.forms.holding import HoldForm
from workshops.forms.importing import ImportForm
from workshops.forms.initial import initial_like, initial_of
from workshops.forms.material import MaterialEditForm, MaterialForm
from workshops.forms.messaging import MessageForm
from workshops.forms.others import OthersForm
from workshops.forms.participation import DecisionForm, ReasonForm, RegistrationForm
from workshops.forms.session import initial_sessions
from workshops.forms.sheet import SessionSheet
from workshops.forms.topic import TopicForm

__all__ = [
    "AnswersForm",
    "CalendarTokenForm",
    "CallForm",
    "CoverForm",
    "DecisionForm",
    "ExportForm",
    "HoldForm",
    "ImportForm",
    "MaterialEditForm",
    "MaterialForm",
    "MessageForm",
    "OthersForm",
    "ProposalDecisionForm",
    "ProposalForm",
    "QuestionForm",
    "ReasonForm",
    "RegistrationForm",
    "SessionSheet",
    "SettleForm",
    "TopicForm",
    "WorkshopForm",
    "initial_like",
    "initial_of",
    "initial_sessions",
]
