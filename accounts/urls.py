"""Sign-in and account pages: allauth's views under Indonesian paths."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from accounts import views

public = login_not_required

urlpatterns = [
    path("masuk/", public(account.login), name="account_login"),
    path("keluar/", public(account.logout), name="account_logout"),
    path("masuk/tidak-aktif/", public(account.account_inactive), name="account_inactive"),
    path("masuk/akun-baru/", public(account.signup), name="account_signup"),
    path("masuk/ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("aktivasi/<str:token>/", views.activate_account, name="activate_account"),
    path("lupa-sandi/", public(account.password_reset), name="account_reset_password"),
    path(
        "lupa-sandi/terkirim/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^lupa-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "lupa-sandi/selesai/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("saya/pengaturan/sandi/", account.password_change, name="account_change_password"),
    path("saya/pengaturan/sandi/baru/", account.password_set, name="account_set_password"),
    path("saya/pengaturan/faktor-kedua/", include("allauth.mfa.urls")),
]
