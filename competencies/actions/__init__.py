from competencies.actions.following import choose_areas, follow_area, mute_area, unfollow_area
from competencies.actions.indexing import index_area
from competencies.actions.learning import credit_learning, reverse_learning

__all__ = [
    "choose_areas",
    "credit_learning",
    "follow_area",
    "index_area",
    "mute_area",
    "reverse_learning",
    "unfollow_area",
]
