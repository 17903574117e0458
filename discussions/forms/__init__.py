from discussions.forms.curating import (
    DecisionForm,
    DifferenceForm,
    MergeForm,
    ModeratorChoiceForm,
    OutdatedForm,
    ReasonForm,
    RedactForm,
    ReportForm,
    SameQuestionForm,
    ToCommentForm,
)
from discussions.forms.writing import (
    AnswerForm,
    AskForm,
    CommentForm,
    EditAnswerForm,
    EditQuestionForm,
    QuestionForm,
)

__all__ = [
    "AnswerForm",
    "AskForm",
    "CommentForm",
    "DecisionForm",
    "DifferenceForm",
    "EditAnswerForm",
    "EditQuestionForm",
    "MergeForm",
    "ModeratorChoiceForm",
    "OutdatedForm",
    "QuestionForm",
    "ReasonForm",
    "RedactForm",
    "ReportForm",
    "SameQuestionForm",
    "ToCommentForm",
]
