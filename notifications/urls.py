from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("kabar/", views.news_list, name="news_list"),
    path("kabar/dibaca/", views.read_all, name="read_all"),
    path("kabar/sejak/", views.missed_events, name="missed_events"),
]
