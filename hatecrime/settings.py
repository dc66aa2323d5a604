"""Settings of the whole site, read from the environment by strict helpers (see `hatecrime/env.py`)."""

from pathlib import Path
from typing import Any

import pghistory
from csp.constants import NONE, SELF
from psycopg import IsolationLevel

from hatecrime import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What this process is -------------------------------------------------------------------------------------
DEBUG = False
DEMO = env.boolean("DEMO")
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost")
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SERVED_OVER_HTTPS = BASE_URL.startswith("https://")
PRODUCT_NAME = env.text("PRODUCT_NAME", "Hate crime casework")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "guardian",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "audit",
    "partners",
    "cases",
    "conferences",
    "referrals",
    "reporting",
    "hatecrime",
]

MIDDLEWARE = [
    "hatecrime.headers.every_response",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hatecrime.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hatecrime.signed_in.SessionLimits",
    "hatecrime.signed_in.SecondFactorDoor",
    "hatecrime.middleware.ActorMiddleware",
]

ROOT_URLCONF = "hatecrime.urls"
WSGI_APPLICATION = "hatecrime.wsgi.application"

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
                "hatecrime.context.page",
            ],
        },
    },
]
FORM_RENDERER = "hatecrime.forms.GovukRenderer"

# --- PostgreSQL: `default` is the app role, `stats` may read only the views of schema stats ----------------------
DATABASES = {
    "default": env.database("DATABASE_URL"),
    "stats": env.database("STATS_DATABASE_URL"),
}
for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 600
    _database["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL keeps the plan of a query that comes again: docs/decisions/0031.
    _database.setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=1)
# All queries of one transaction see the same rows, so that the tables of one report agree with each other.
DATABASES["stats"]["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
DATABASE_ROUTERS = ["hatecrime.routers.StatsIsReadOnly"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The history of fields (audit/history.py): links in it need no indexes of their own -----------------
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"

# --- Valkey: a cache and a hint to the workers, never the truth (docs/decisions/0004) ----------------------------
_cache_url, CELERY_BROKER_URL = env.queue("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _cache_url,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_timeout": 5, "socket_connect_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/London"
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
CELERY_BEAT_SCHEDULER = "hatecrime.clock:DueAtStart"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "seal-events": {"task": "audit.tasks.seal_events", "schedule": 60.0},
    "send-heads-of-the-log": {"task": "partners.tasks.send_heads", "schedule": 3600.0},
    "forget-ended-sessions": {"task": "partners.tasks.forget_ended_sessions", "schedule": 3600.0},
    "send-waiting-password-links": {"task": "partners.tasks.send_waiting_password_links", "schedule": 60.0},
    "send-waiting-notices": {"task": "partners.tasks.send_waiting_notices", "schedule": 60.0},
    "produce-due-reports": {"task": "reporting.tasks.produce_due_reports", "schedule": 900.0},
    "remind-of-waiting-reports": {"task": "reporting.tasks.remind_of_waiting_reports", "schedule": 3600.0},
    "remind-of-returns": {"task": "conferences.tasks.remind_of_returns", "schedule": 3600.0},
    "send-reminders": {"task": "conferences.tasks.send_reminders", "schedule": 1800.0},
    "scan-waiting-documents": {"task": "cases.tasks.scan_waiting_documents", "schedule": 60.0},
    "resume-forgotten-reports": {
        "task": "reporting.tasks.resume_forgotten_reports",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "resume-forgotten-releases": {
        "task": "reporting.tasks.resume_forgotten_releases",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
}

# --- The access log: where the day's heads of its chains are sent (docs/decisions/0015) -----------------------------
AUDIT_HEADS_FILE = env.text("AUDIT_HEADS_FILE", "")
AUDIT_HEADS_EMAIL = env.words("AUDIT_HEADS_EMAIL", "")

# --- Signing in ----------------------------------------------------------------------------------------------
SECOND_FACTOR = env.one_of("SECOND_FACTOR", "required", "skipped")
AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hatecrime.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
SOCIALACCOUNT_ADAPTER = "hatecrime.single_sign_on.AgencyAccounts"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {"reset_password": "hatecrime.sign_in.AskForLink"}
# Failed passwords are counted in hatecrime/sign_in.py; `login_failed` here counts wrong codes of one person.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
SIGN_IN_SECONDS = 0.5
SIGN_IN_SLOWED_SECONDS = 2.0
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "hatecrime.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "activate_totp": "hatecrime.second_factor_forms.SetUpCode",
    "add_webauthn": "hatecrime.second_factor_forms.NewPasskey",
    "authenticate": "hatecrime.second_factor_forms.SignInCode",
    "authenticate_webauthn": "hatecrime.second_factor_forms.SignInPasskey",
    "edit_webauthn": "hatecrime.second_factor_forms.RenamePasskey",
    "reauthenticate": "hatecrime.second_factor_forms.ConfirmCode",
    "reauthenticate_webauthn": "hatecrime.second_factor_forms.ConfirmPasskey",
}
PASSWORD_RESET_TIMEOUT = 72 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
GUARDIAN_MONKEY_PATCH_USER = False

# --- Emergency access (docs/decisions/0013); the database allows no more than 60 minutes -------------------------
EMERGENCY_MINUTES = env.whole_number("EMERGENCY_MINUTES", 60, least=1, most=60)
EMERGENCY_ATTEMPTS = env.whole_number("EMERGENCY_ATTEMPTS", 5, least=1)
ANONYMOUS_USER_NAME = None

# --- The web's usual doors ------------------------------------------------------------------------------------
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
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if SERVED_OVER_HTTPS else "session"
KNOWN_BROWSER_COOKIE = "__Host-known" if SERVED_OVER_HTTPS else "known"
CSRF_COOKIE_NAME = "__Host-csrf" if SERVED_OVER_HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Lax, not strict: the link in an e-mail leads to a page, not to signing in again.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_HSTS_SECONDS = 31_536_000 if SERVED_OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_OVER_HTTPS
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthy/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FILES = 2

# --- Documents of a case (docs/security.md) ---------------------------------------------------------------------
DOCUMENT_LARGEST = env.whole_number("DOCUMENT_LARGEST_MB", 10) * 1_000_000
DOCUMENTS_A_CASE = env.whole_number("DOCUMENTS_A_CASE", 100)
CLAMD_URL = env.scanner("CLAMD_URL")
FILE_UPLOAD_HANDLERS = ["cases.documents.uploads.KeptToALimit"]

# --- Words, time, files, mail ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = ["hatecrime.formats"]
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / ".runtime" / "static")))
STATICFILES_DIRS = [BASE_DIR / "hatecrime" / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
vars().update(env.mail("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("FROM_EMAIL", "no-reply@localhost")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "cases.api.errors.answer",
    "UNAUTHENTICATED_USER": None,
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "hatecrime.logs.WithoutWords", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"hatecrime": {"level": "INFO"}, "django.server": {"level": "WARNING"}},
}
