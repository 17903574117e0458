from hub.views.areas import area_detail, area_list, follow_area
from hub.views.contribution import contribution, show_award
from hub.views.drafts import draft, drop_draft
from hub.views.feeds import area_feed, feed_list, renew_feed, thread_feed
from hub.views.home import home
from hub.views.operating import engine_room, metrics
from hub.views.own import my_data
from hub.views.people import learning, person_detail, saved_list, unit_people
from hub.views.reading import (
    about_accessibility,
    about_privacy,
    change_display,
    display_settings,
    help_page,
    manifest,
    settings_list,
)
from hub.views.search import search
from hub.views.subscribing import subscribe_unit, unsubscribe_unit
from hub.views.units import thank_answer, unit_board, unit_list
from hub.views.vocabulary import decide_suggestion, merge_areas, suggestion_list
from hub.views.welcome import request_correction, welcome_areas, welcome_news, welcome_unit

__all__ = [
    "about_accessibility",
    "about_privacy",
    "area_detail",
    "area_feed",
    "area_list",
    "change_display",
    "contribution",
    "decide_suggestion",
    "display_settings",
    "draft",
    "drop_draft",
    "engine_room",
    "feed_list",
    "follow_area",
    "help_page",
    "home",
    "learning",
    "manifest",
    "merge_areas",
    "metrics",
    "my_data",
    "person_detail",
    "renew_feed",
    "request_correction",
    "saved_list",
    "search",
    "settings_list",
    "show_award",
    "subscribe_unit",
    "suggestion_list",
    "thank_answer",
    "thread_feed",
    "unit_board",
    "unit_list",
    "unit_people",
    "unsubscribe_unit",
    "welcome_areas",
    "welcome_news",
    "welcome_unit",
]
