from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("kabar/", views.news_list, name="news_list"),
    path("kabar/atur/", views.preferences, name="preferences"),
    path("kabar/atur/email/", views.trust_address, name="trust_address"),
    path("kabar/kurangi/<int:seq>/", views.lessen_news, name="lessen_news"),
    path("kabar/push/", views.subscribe_push, name="subscribe_push"),
    path("kabar/dibaca/", views.read_all, name="read_all"),
    path("berhenti/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("kabar/sejak/", views.missed_events, name="missed_events"),
]
