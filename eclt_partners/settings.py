"""How is the product set up? Read once; everything comes from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from eclt_partners import env
from eclt_partners.countries.names import COUNTRIES_OVERRIDE as COUNTRIES_OVERRIDE
from eclt_partners.logs import logging_settings
from eclt_partners.schedule import BEAT_SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What kind of place is this? -------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("ECLT_DEMO", default=False)
SITE_URL = env.site("SITE_URL", "http://127.0.0.1:8000")
IS_LOCAL = SITE_URL.startswith("http://")
SECRET_KEY = env.secret("SECRET_KEY", site=SITE_URL)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "127.0.0.1,localhost", site=SITE_URL)
if DEBUG and not IS_LOCAL:
    raise ImproperlyConfigured("Outside this machine DEBUG must be off.")
FOUNDATION_NAME = env.text("FOUNDATION_NAME", "ECLT Foundation")
CONTACT_EMAIL = env.address("CONTACT_EMAIL", "partnerships@example.org")
REPORTING_CURRENCY = env.matching(
    "REPORTING_CURRENCY", "USD", "[A-Z]{3}", "three capital letters"
)
# The database refuses to erase earlier (reviews/migrations/0016_retention.py).
ANSWERS_KEPT_MONTHS = env.number("ANSWERS_KEPT_MONTHS", 24, least=24)
BUILD = env.text("ECLT_BUILD", "development")
MAINTENANCE_UNTIL = env.moment("MAINTENANCE_UNTIL")

# --- Apps and requests ------------------------------------------------------
INSTALLED_APPS = [
    "eclt_partners.common",
    "eclt_partners.audit",
    "eclt_partners.countries",
    "eclt_partners.documents",
    "eclt_partners.notifications",
    "eclt_partners.accounts",
    "partners",
    "agreements",
    "reviews",
    "eclt_partners.lifecycle",
    "eclt_partners.dashboards",
    "eclt_partners.exchange",
    "eclt_partners.dispatch",
    "eclt_partners.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_countries",
    "csp",
]
MIDDLEWARE = [
    "eclt_partners.common.middleware.NoBodyMiddleware",
    "eclt_partners.common.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "eclt_partners.common.maintenance.MaintenanceMiddleware",
    "eclt_partners.common.middleware.PlainCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "eclt_partners.accounts.middleware.SessionLimitMiddleware",
    "eclt_partners.accounts.middleware.NotKeptMiddleware",
    "eclt_partners.accounts.middleware.ReaderMiddleware",
    "eclt_partners.common.middleware.GoOnMiddleware",
    "eclt_partners.common.refusals.RefusalMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "eclt_partners.accounts.middleware.SecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "eclt_partners.urls"
WSGI_APPLICATION = "eclt_partners.wsgi.application"
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
                "django.template.context_processors.i18n",
                "eclt_partners.common.context.shell",
                "eclt_partners.accounts.context.rights",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database: one, PostgreSQL; two roles (docs/adr/0003) --------------------
_ROLE = env.one_of("ECLT_CONNECT_AS", "app", ("app", "owner"))
DATABASES = {
    "default": {
        **env.database("DATABASE_OWNER_URL" if _ROLE == "owner" else "DATABASE_URL"),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env.number("CONN_MAX_AGE", 600, least=0),
        "CONN_HEALTH_CHECKS": True,
    }
}

# --- Redis and Celery: hints only, all truth is in PostgreSQL ----------------
REDIS_URL = env.matching("REDIS_URL", None, env.BROKER, "redis://HOST:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
}
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE

# --- People and sign-in -------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "eclt_partners.accounts.backends.PersonBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "eclt_partners.accounts.passwords.LongEnough"},
    {"NAME": "eclt_partners.accounts.passwords.NotCommon"},
    {"NAME": "eclt_partners.accounts.passwords.NotYourself"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:today"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "eclt_partners.accounts.adapters.OutboxAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# A stranger's address gets no mail; an owner hears of every change of password.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Our own limits count in the database, for all processes (docs/adr/0018).
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "eclt_partners.accounts.second_step.SecondStepAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Nobody signs up: the mailed link proves an address.
MFA_TOTP_TOLERANCE = 1  # Clocks differ: a code is good 30 seconds before and after.
# Whose roles need the second step; everybody else may have it (docs/adr/0049).
SECOND_STEP_ROLES = env.words("SECOND_STEP_ROLES", "" if IS_LOCAL else "ADMINISTRATOR")
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "eclt_partners.accounts.guessing.address_tried"
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
PROXY_COUNT = env.number("PROXY_COUNT", int(BEHIND_PROXY), least=int(BEHIND_PROXY))
AXES_CLIENT_IP_CALLABLE = "eclt_partners.accounts.guessing.address_of"
AXES_LOCKOUT_CALLABLE = "eclt_partners.accounts.tries.locked_out"
AXES_RESET_ON_SUCCESS, AXES_VERBOSE = True, False
SIGN_IN_NOTES_DAYS = env.number("SIGN_IN_NOTES_DAYS", 90, least=1)

# --- Sessions and cookies -----------------------------------------------------
SESSION_ENGINE = "eclt_partners.accounts.person_sessions"
SESSION_COOKIE_AGE = 12 * 3600
# That somebody is here is noted every five minutes.
SESSION_IDLE_SECONDS = env.number("SESSION_IDLE_SECONDS", 2 * 3600, least=600)
COOKIES_ARE_SECURE = not IS_LOCAL
_PREFIX = "__Host-" if COOKIES_ARE_SECURE else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = COOKIES_ARE_SECURE
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "eclt_partners.common.refusals.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
PARTNER_COOKIE_NAME = f"{_PREFIX}partner"
PARTNER_SESSION_SECONDS = 12 * 3600

# --- Security headers (docs/adr/0008) ----------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# With no-referrer browsers send "Origin: null" and the CSRF check answers 403.
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = COOKIES_ARE_SECURE
SECURE_HSTS_SECONDS = 31536000 if COOKIES_ARE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = COOKIES_ARE_SECURE
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# A clause pasted by mistake reaches its form; that of a version has 1,500 fields.
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 4 * 1024 * 1024, 3000

# --- Documents (docs/adr/0019): kept in PostgreSQL, looked at before ------------
DOCUMENT_MAX_BYTES = env.number("DOCUMENT_MAX_MB", 20, least=1) * 1024 * 1024
PHOTO_MAX_BYTES = env.number("PHOTO_MAX_MB", 5, least=1) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 4
CLAMD_ADDRESS = env.matching(
    "CLAMD_ADDRESS", "", r"/.+|.+:\d{1,5}", "HOST:PORT or /PATH"
)
FILE_UPLOAD_HANDLERS = [
    "eclt_partners.documents.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Languages, times, formats --------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
]
LOCALE_PATHS = [BASE_DIR / "eclt_partners" / "locale"]
FORMAT_MODULE_PATH = ["eclt_partners.formats"]
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "language"

# --- Static files -------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

# --- Mail ---------------------------------------------------------------------
_MAIL = env.mail("EMAIL_URL", "smtp://127.0.0.1:1025")
EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"
MAIL_HOST = _MAIL["EMAIL_HOST"]
MAIL_PORT = _MAIL["EMAIL_PORT"] or (465 if _MAIL.get("EMAIL_USE_SSL") else 25)
MAIL_USER = _MAIL["EMAIL_HOST_USER"] or ""
MAIL_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"] or ""
MAIL_USE_TLS, MAIL_USE_SSL = ("EMAIL_USE_TLS" in _MAIL, "EMAIL_USE_SSL" in _MAIL)
DEFAULT_FROM_EMAIL = env.sender(
    "MAIL_FROM", called=FOUNDATION_NAME, address=CONTACT_EMAIL
)
# A copy of each mail whose arrival proves that the relay took it (docs/adr/0037).
JOURNAL_ADDRESS = env.address("JOURNAL_ADDRESS")
JOURNAL_URL = env.mailbox("JOURNAL_URL", behind="JOURNAL_ADDRESS")
# Where mail comes back that could not be delivered (docs/adr/0040).
BOUNCES_ADDRESS = env.address("BOUNCES_ADDRESS")
BOUNCES_URL = env.mailbox("BOUNCES_URL", behind="BOUNCES_ADDRESS")
# The relay may still take a mail in doubt for 10 minutes (migration 0006_outbox_proof).
MAIL_DOUBT_GRACE = env.duration("MAIL_DOUBT_GRACE_MINUTES", 15, least=10, of="minutes")
MAIL_DOUBT_HOLD = env.duration("MAIL_DOUBT_HOLD_HOURS", 24, least=1, of="hours")
MAIL_BODIES_KEPT_MONTHS = env.number("MAIL_BODIES_KEPT_MONTHS", 24, least=1)
REMINDER_HOUR = 9
# Where a test stops or kills the sender (notifications/failpoints.py).
FAIL_POINT = env.text("ECLT_FAILPOINT", "")
if FAIL_POINT and not IS_LOCAL:
    raise ImproperlyConfigured("ECLT_FAILPOINT is for tests on this machine only.")
# A demonstration sends at once: nobody waits until tomorrow to see a mail.
REMINDERS_WAIT_FOR_MORNING = env.flag("REMINDERS_WAIT_FOR_MORNING", default=not DEMO)

LOGGING_CONFIG = None
logging_settings(level=env.level("LOG_LEVEL", "INFO"), as_json=not DEBUG)
