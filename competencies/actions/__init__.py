from competencies.actions.following import (
    choose_areas,
    follow_area,
    mute_area,
    subscribe_unit,
    unfollow_area,
    unsubscribe_unit,
)
from competencies.actions.indexing import index_area
from competencies.actions.learning import credit_learning, reverse_learning
from competencies.actions.merging import AreaLiesBelow, SameArea, merge_areas
from competencies.actions.suggesting import (
    NameIsTaken,
    SuggestedEnough,
    SuggestionIsDecided,
    decide_suggestion,
    suggest_area,
)

__all__ = [
    "AreaLiesBelow",
    "NameIsTaken",
    "SameArea",
    "SuggestedEnough",
    "SuggestionIsDecided",
    "choose_areas",
    "credit_learning",
    "decide_suggestion",
    "follow_area",
    "index_area",
    "merge_areas",
    "mute_area",
    "reverse_learning",
    "subscribe_unit",
    "suggest_area",
    "unfollow_area",
    "unsubscribe_unit",
]
