from django.urls import path

import foundation.converters  # noqa: F401  registers <id:…>
from hub import views

app_name = "hub"
urlpatterns = [
    path("", views.home, name="home"),
    path("mulai/unit/", views.welcome_unit, name="welcome_unit"),
    path("mulai/unit/koreksi/", views.request_correction, name="request_correction"),
    path("mulai/bidang/", views.welcome_areas, name="welcome_areas"),
    path("mulai/kabar/", views.welcome_news, name="welcome_news"),
    path("bidang/", views.area_list, name="area_list"),
    path("bidang/usulan/", views.suggestion_list, name="suggestion_list"),
    path("bidang/usulan/<int:pk>/", views.decide_suggestion, name="decide_suggestion"),
    path("bidang/<slug:slug>/umpan.xml", views.area_feed, name="area_feed"),
    path("bidang/<slug:slug>/gabung/", views.merge_areas, name="merge_areas"),
    path("bidang/<slug:slug>/", views.area_detail, name="area_detail"),
    path("bidang/<slug:slug>/ikuti/", views.follow_area, name="follow_area"),
    path("cari/", views.search, name="search"),
    path("saya/", views.learning, name="learning"),
    path("saya/draf/", views.draft, name="draft"),
    path("saya/draf/buang/", views.drop_draft, name="drop_draft"),
    path("saya/tersimpan/", views.saved_list, name="saved_list"),
    path("saya/data/", views.my_data, name="my_data"),
    path("saya/umpan/", views.feed_list, name="feed_list"),
    path("saya/umpan/kunci/", views.renew_feed, name="renew_feed"),
    path("saya/pengaturan/", views.settings_list, name="settings_list"),
    path("saya/pengaturan/tampilan/", views.display_settings, name="display_settings"),
    path("saya/pengaturan/tampilan/ubah/", views.change_display, name="change_display"),
    path("orang/<id:public_id>/", views.person_detail, name="person_detail"),
    path("bantuan/", views.help_page, name="help_page"),
    path("privasi/", views.about_privacy, name="about_privacy"),
    path("aksesibilitas/", views.about_accessibility, name="about_accessibility"),
]
