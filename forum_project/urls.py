"""Every address; each app names its own."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from foundation.views import health, service_worker

admin.autodiscover()
# The admin is entered through allauth's sign-in only.
admin.site.login = login_not_required(  # type: ignore[method-assign]
    secure_admin_login(admin.site.login)
)

urlpatterns = [
    path("sehat/", health, name="health"),
    path("sw.js", service_worker, name="service_worker"),
    path("", include("accounts.urls")),
    path("", include("discussions.urls")),
    path("", include("workshops.urls")),
    path("", include("notifications.urls")),
    path("", include("hub.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "foundation.views.bad_request"
handler403 = "foundation.views.forbidden"
handler404 = "foundation.views.not_found"
handler500 = "foundation.views.server_error"
