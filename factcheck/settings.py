"""Settings, read from the environment; without any, everything runs from `var/` in this folder."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
#: Where data lives: PostgreSQL's files, blobs, the search index, keys.
HOME = Path(env.str("FACTCHECK_HOME", str(BASE_DIR / "var"))).resolve()
BLOBS_DIR = HOME / "blobs"
#: Derived from PostgreSQL: may be deleted at any moment, and is built anew.
INDEX_DIR = HOME / "index"
KEYS_DIR = HOME / "keys"
# Where `serve` answers, for the commands that print links.
ADDRESS_FILE = HOME / "address"


def _secret_key() -> str:
    """The key from `SECRET_KEY`, else one generated once and kept, mode 0600."""
    if key := env.str("SECRET_KEY", ""):
        return key
    path = KEYS_DIR / "secret_key"
    KEYS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Written whole, then linked: of several processes that start at once, all read the same key.
        descriptor, temporary = tempfile.mkstemp(dir=KEYS_DIR)
        with open(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(temporary, path)
        os.unlink(temporary)
    return path.read_text()


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
#: Behind a TLS proxy: set this, and cookies become secure and plain http is redirected.
HTTPS = env.bool("FACTCHECK_HTTPS", False)

INSTALLED_APPS = [
    # Ours, beneath every stage. First, so that our `migrate` and `flush` take precedence.
    "factcheck.database",
    "factcheck.web",
    "factcheck.audit",
    "factcheck.accounts",
    # Tells people what waits for them
    "factcheck.notifications",
    # Finds words; told by the stages what there is to find
    "factcheck.search",
    # Who publishes
    "factcheck.sources",
    # What we received
    "factcheck.documents",
    # The exact words
    "factcheck.passages",
    # What is asserted
    "factcheck.claims",
    # Corroborates or contradicts
    "factcheck.evidence",
    # What the desk says to itself about them
    "factcheck.discussion",
    # The desk's judgement
    "factcheck.verdicts",
    # What readers and machines get
    "factcheck.reports",
    # Pages that compose stages
    "factcheck.desk",
    # Django and libraries
    # Django's admin behind our sign-in.
    "factcheck.accounts.admin_config.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # For its widget templates, which our form renderer finds through TEMPLATES.
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
]

AUTH_USER_MODEL = "accounts.User"
# The address is unique by a constraint on its lower case, which the first check does not see; mail is optional.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "mail.W001"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

MIDDLEWARE = [
    "factcheck.web.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factcheck.web.middleware.head_as_get",
    "factcheck.web.middleware.database_unavailable",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "factcheck.accounts.keeping.KeepingLoginRequired",
    "allauth.account.middleware.AccountMiddleware",
    "factcheck.accounts.middleware.session_activity",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.web.wrong_way.wrong_way",
    # Last, when who acts is known: every write of the request is recorded under its actor.
    "factcheck.audit.middleware.ActingUser",
]

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
                "factcheck.web.context_processors.shell",
                "factcheck.notifications.context_processors.bell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "factcheck.web.templatetags.workbench",
            ],
        },
    }
]
# The forms use our field markup (label above, help beneath, error beside).
FORM_RENDERER = "factcheck.web.forms.FormRenderer"

# --- Database: the embedded PostgreSQL, or the server that DATABASE_URL names -------------------
DATABASES = {
    "default": {
        "ENGINE": "factcheck.database",
        # The app's role, which owns no table.
        "URL": env.str("DATABASE_URL", ""),
        # The role that migrations run as; owns the tables and the trigger functions.
        "OWNER_URL": env.str("DATABASE_OWNER_URL", ""),
        "NAME": "factcheck",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# Shared by all processes: sign-in rate limits count here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    },
    # Each process's own, for what may be a minute old.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# --- Signing in ----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "factcheck.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# A new password ends all other sessions (Django sees to that); the one in which it was typed goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Nobody gets mail from this desk because a stranger typed their address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "factcheck.accounts.forms.SignInForm",
    "change_password": "factcheck.accounts.forms.PasswordChangeForm",
    "set_password": "factcheck.accounts.forms.FirstPasswordForm",
    "reset_password": "factcheck.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "factcheck.accounts.forms.ResetForm",
    "reauthenticate": "factcheck.accounts.forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "factcheck.accounts.forms.CodeForm",
    "reauthenticate": "factcheck.accounts.forms.ConfirmCodeForm",
    "activate_totp": "factcheck.accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Factcheck"
USERSESSIONS_TRACK_ACTIVITY = True

# --- Mail: optional --------------------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", "")
_mail = env.dj_email_url("EMAIL_URL", "console://")
_mail_options = {
    "host": _mail["EMAIL_HOST"],
    "port": _mail["EMAIL_PORT"],
    "username": _mail["EMAIL_HOST_USER"],
    "password": _mail["EMAIL_HOST_PASSWORD"],
    "use_tls": _mail["EMAIL_USE_TLS"],
    "use_ssl": _mail["EMAIL_USE_SSL"],
}
# Without an address for mail there is no way to send any, and nothing here tries.
MAILERS = {"default": {"BACKEND": _mail["EMAIL_BACKEND"], "OPTIONS": _mail_options}} if EMAIL_URL else {}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "factcheck@localhost")

# --- Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
# Where `makemessages` writes and translations are looked for: see factcheck/locale/README.md.
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "factcheck" / "static"]
# Served from the finders: no collectstatic step between clone and demo, so no STATIC_ROOT either.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# --- Imports -----------------------------------------------------------------------------------------
#: Bytes: a larger file is refused with a message that says so.
MAX_DOCUMENT_BYTES = env.int("MAX_DOCUMENT_BYTES", 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_DOCUMENT_BYTES
#: Archives, web archives and rows of JSON hold many documents, and may be larger.
MAX_CONTAINER_BYTES = env.int("MAX_CONTAINER_BYTES", 4 * 1024**3)
#: Files are read in processes of their own. What one file may use there: seconds of processor and on the clock, bytes.
READING_CHILDREN = env.int("READING_CHILDREN", 2)
READING_CPU_SECONDS = env.int("READING_CPU_SECONDS", 30)
READING_SECONDS = env.float("READING_SECONDS", 60.0)
READING_MEMORY_BYTES = env.int("READING_MEMORY_BYTES", 2 * 1024**3)
# Reading a scan by OCR, which a job does apart from all others.
OCR_SECONDS = env.int("OCR_SECONDS", 1800)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Captures from the web ---------------------------------------------------------------------------
#: Networks that may be reached although they are not public: "127.0.0.1:8000", "10.20.0.0/16:80". None by default.
CAPTURE_ALLOWED: list[str] = env.list("CAPTURE_ALLOWED", [])
CAPTURE_USER_AGENT = env.str("CAPTURE_USER_AGENT", "Factcheck/0.1 (captures pages for fact-checking)")
#: Seconds for one page, all redirects included; bytes of one answer.
CAPTURE_SECONDS = env.float("CAPTURE_SECONDS", 30.0)
CAPTURE_BYTES = env.int("CAPTURE_BYTES", MAX_DOCUMENT_BYTES)
#: Seconds between two captures from one host.
CAPTURE_HOST_PAUSE = env.float("CAPTURE_HOST_PAUSE", 5.0)
#: Pictures of a page, when they are asked for: how many, and bytes of each.
CAPTURE_PICTURES = env.int("CAPTURE_PICTURES", 20)
CAPTURE_PICTURE_BYTES = env.int("CAPTURE_PICTURE_BYTES", 5 * 1024 * 1024)
#: A public archive that is asked to keep each captured page too, such as https://web.archive.org. Empty: none is asked.
ARCHIVE_SAVE_URL = env.str("ARCHIVE_SAVE_URL", "")

# --- Security ------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "factcheck.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "factcheck.accounts.views.kept.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_ways_in": {"()": "factcheck.web.logs.WithoutWaysIn"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_ways_in"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
