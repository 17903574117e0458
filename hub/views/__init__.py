from hub.views.areas import area_detail, area_list, follow_area
from hub.views.drafts import draft, drop_draft
from hub.views.feeds import area_feed, feed_list, renew_feed
from hub.views.home import home
from hub.views.own import my_data
from hub.views.people import learning, person_detail, saved_list
from hub.views.reading import (
    about_accessibility,
    about_privacy,
    change_display,
    display_settings,
    help_page,
    settings_list,
)
from hub.views.search import search
from hub.views.vocabulary import decide_suggestion, merge_areas, suggestion_list
from hub.views.welcome import request_correction, welcome_areas, welcome_news, welcome_unit

__all__ = [
    "about_accessibility",
    "about_privacy",
    "area_detail",
    "area_feed",
    "area_list",
    "change_display",
    "decide_suggestion",
    "display_settings",
    "draft",
    "drop_draft",
    "feed_list",
    "follow_area",
    "help_page",
    "home",
    "learning",
    "merge_areas",
    "my_data",
    "person_detail",
    "renew_feed",
    "request_correction",
    "saved_list",
    "search",
    "settings_list",
    "suggestion_list",
    "welcome_areas",
    "welcome_news",
    "welcome_unit",
]
