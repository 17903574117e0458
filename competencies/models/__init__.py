from competencies.models.area import (
    Area,
    AreaCuratorship,
    AreaExpert,
    AreaFollow,
    AreaSlug,
    AreaSuggestion,
)
from competencies.models.learning import LearningForm, LearningRecord, LearningTarget
from competencies.models.tagging import AreaItem, with_areas
from competencies.models.watching import UnitFollow, watchers_of

__all__ = [
    "Area",
    "AreaCuratorship",
    "AreaExpert",
    "AreaFollow",
    "AreaItem",
    "AreaSlug",
    "AreaSuggestion",
    "LearningForm",
    "LearningRecord",
    "LearningTarget",
    "UnitFollow",
    "watchers_of",
    "with_areas",
]
