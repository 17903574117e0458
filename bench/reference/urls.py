from django.urls import path

from bench.reference import views

urlpatterns = [
    path("tanya/", views.thread_list),
    path("tanya/<str:public_id>/", views.thread_detail),
    path("bidang/<slug:slug>/", views.thread_list),
    path("cari/", views.search),
]
