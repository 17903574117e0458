"""All settings. Everything a site may change comes from the environment; docs/settings.md lists it.

`forum_project/startup.py` refuses to serve when a combination is unsafe (reliability.md R54).
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from forum_project import engines

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What a site chooses -------------------------------------------------------------------
DEBUG = env.bool("FORUM_DEBUG", default=False)
FORUM_DEMO = env.bool("FORUM_DEMO", default=False)
FORUM_HTTPS = env.bool("FORUM_HTTPS", default=True)
FORUM_SITE_NAME = env("FORUM_SITE_NAME", default="Sepakat")
FORUM_SITE_URL = env(
    "FORUM_SITE_URL", default=f"http://localhost:{env('PORT', default='8000')}"
).rstrip("/")
FORUM_VAR = Path(env("FORUM_VAR", default=str(BASE_DIR / "var")))
FORUM_MAX_BODY = env.int("FORUM_MAX_BODY", default=26 * 1024 * 1024)
FORUM_MAX_MATERIAL = env.int("FORUM_MAX_MATERIAL", default=25 * 1024 * 1024)
FORUM_MAX_ATTACHMENT = env.int("FORUM_MAX_ATTACHMENT", default=10 * 1024 * 1024)
FORUM_QUOTA = env.int("FORUM_QUOTA", default=200 * 1024 * 1024)
FORUM_AT_ONCE = env.int("FORUM_AT_ONCE", default=12)
FORUM_MFA_ROLES = frozenset(
    env.list("FORUM_MFA_ROLES", default=[] if FORUM_DEMO else ["leader", "moderator", "admin"])
)
FORUM_TRUSTED_PROXIES = env.int("FORUM_TRUSTED_PROXIES", default=0)
FORUM_CALENDAR_HOST = env("FORUM_CALENDAR_HOST", default="sepakat.invalid")
FORUM_ATTENDANCE_SHARE = env.float("FORUM_ATTENDANCE_SHARE", default=0.8)
FORUM_MODERATOR_SILENCE_DAYS = env.int("FORUM_MODERATOR_SILENCE_DAYS", default=14)
FORUM_CLOSE_SOLVED_DAYS = env.int("FORUM_CLOSE_SOLVED_DAYS", default=180)
FORUM_PURGE_DAYS = env.int("FORUM_PURGE_DAYS", default=365)
FORUM_REMIND_ASKER_DAYS = env.int("FORUM_REMIND_ASKER_DAYS", default=7)
FORUM_MAIL_PER_MINUTE = env.int("FORUM_MAIL_PER_MINUTE", default=60)
FORUM_REPLY_ADDRESS = env("FORUM_REPLY_ADDRESS", default="")
FORUM_REPLY_BIND = env("FORUM_REPLY_BIND", default="127.0.0.1:2525")

REDIS_URL = env("REDIS_URL", default="")
FORUM_EMBEDDED_WORKER = env.bool("FORUM_EMBEDDED_WORKER", default=not REDIS_URL)

FORUM_VAR.mkdir(parents=True, exist_ok=True)


def demo_key(name: str = "secret_key", size: int = 64) -> str:
    """A key of `size` bytes of this machine's own, for the demo and dev; production brings one."""
    path = FORUM_VAR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(size))
    return path.read_text()


SECRET_KEY = env("FORUM_SECRET_KEY", default="") or (demo_key() if FORUM_DEMO or DEBUG else "")
FORUM_SEAL_KEY = env("FORUM_SEAL_KEY", default="") or (
    demo_key("seal_key") if FORUM_DEMO or DEBUG else ""
)
# Web push (RFC 8292): the private key, 32 bytes in base64url; without one nobody is asked.
FORUM_VAPID_KEY = env("FORUM_VAPID_KEY", default="") or (
    demo_key("vapid_key", 32) if FORUM_DEMO or DEBUG else ""
)
FORUM_METRICS_TOKEN = env("FORUM_METRICS_TOKEN", default="")
FORUM_VAPID_CONTACT = env(
    "FORUM_VAPID_CONTACT", default=f"mailto:no-reply@{urlsplit(FORUM_SITE_URL).hostname}"
)
FORUM_PUSH_HOSTS = env.list("FORUM_PUSH_HOSTS", default=engines.PUSH_SERVICES)
FORUM_PUSH_SCHEMES = frozenset({"https"})
SECRET_KEY_FALLBACKS = env.list("FORUM_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "FORUM_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if not FORUM_HTTPS else []
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if FORUM_HTTPS else []

# --- The house -----------------------------------------------------------------------------
INSTALLED_APPS = [
    *(["daphne"] if DEBUG else []),  # `runserver` with sockets
    "hub",
    "workshops",
    "discussions",
    "competencies",
    "accounts",
    "notifications",
    "search",
    "foundation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "foundation.statics.ForumStaticFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "taggit",
    "channels",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foundation.middleware.PolicyHeaders",
    "foundation.middleware.GzipPages",
    "foundation.middleware.FormsAreUtf8",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.middleware.ReadersChoices",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.SuspendedMembersLeave",
    "accounts.middleware.SignInOnItsOwnPage",
    "accounts.middleware.SignInFirst",
    "accounts.middleware.SecondFactorFirst",
    "django_htmx.middleware.HtmxMiddleware",
    "foundation.middleware.OutboxAnswers",
    "foundation.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "forum_project.urls"
ASGI_APPLICATION = "forum_project.asgi.application"
WSGI_APPLICATION = "forum_project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.context_processors.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "foundation.templatetags.face",
            ],
        },
    }
]

# --- Data ----------------------------------------------------------------------------------
DATABASES = {"default": engines.database(env, FORUM_VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": engines.cache(REDIS_URL)}
CHANNEL_LAYERS = {"default": engines.channel_layer(REDIS_URL)}
QUEUES = ["default", "files"]  # a worker each: large files keep nobody else waiting
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}

STORAGES = {
    "default": engines.file_storage(env, FORUM_VAR),
    "staticfiles": {"BACKEND": "foundation.statics.ForumStaticStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = FORUM_VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("", FORUM_VAR / "bundle")]
(FORUM_VAR / "bundle").mkdir(exist_ok=True)
STATIC_ROOT.mkdir(exist_ok=True)
# `/berkas/<id>/` hands out every private file after asking permission; MEDIA_URL is not served.
MEDIA_ROOT = FORUM_VAR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 * 2
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 512
DATA_UPLOAD_MAX_NUMBER_FILES = 1
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_100  # presence: a thousand people at twenty sessions

EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default="consolemail://" if DEBUG else f"filemail:///{FORUM_VAR}/mail"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server; a delivery's lease is longer
DEFAULT_FROM_EMAIL = env("FORUM_MAIL_FROM", default=f"{FORUM_SITE_NAME} <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- People --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.MemberBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "/masuk/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is confirmed by its activation link
ACCOUNT_ADAPTER = "accounts.adapter.MemberAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{FORUM_SITE_NAME}: "
# By account first: a whole office sits behind one address (reliability.md, 1, row 9).
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = FORUM_TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = FORUM_SITE_NAME
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "nip")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
TAGGIT_CASE_INSENSITIVE = True

# --- Safety --------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "foundation.views.csrf_failure"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if FORUM_HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("FORUM_HTTPS_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if FORUM_TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Logs: ids, never names, addresses or bodies (R47) --------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "daphne": {"level": "WARNING"},
        "mail.log": {"level": "WARNING"},  # aiosmtpd, which prints addresses
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}

FORM_RENDERER = "foundation.forms.FaceRenderer"
# Not in the session: a request beside it (what resembles a title) would write back an older one.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LANGUAGE_COOKIE = "bahasa"
THEME_COOKIE, TEXT_COOKIE = "tema", "teks"
THEMES = [("auto", _("Like my device")), ("light", _("Light")), ("dark", _("Dark"))]
TEXT_SIZES = [
    ("small", _("Small")),
    ("normal", _("Normal")),
    ("large", _("Large")),
    ("larger", _("Larger")),
]
KEYS_COOKIE = "pintasan"
SHORTCUTS = [("off", _("Off")), ("on", _("On"))]
