from competencies.models.area import Area, AreaCuratorship, AreaFollow, AreaSlug
from competencies.models.learning import LearningForm, LearningRecord, LearningTarget
from competencies.models.tagging import AreaItem, with_areas

__all__ = [
    "Area",
    "AreaCuratorship",
    "AreaFollow",
    "AreaItem",
    "AreaSlug",
    "LearningForm",
    "LearningRecord",
    "LearningTarget",
    "with_areas",
]
