"""Django settings, all from the environment, safe when nothing is set.

| Variable | Meaning | Without it |
| --- | --- | --- |
| VAKWERK_HOME | where the installation keeps its data | ./var |
| VAKWERK_SECRET_KEY | secret of at least 50 characters | made once in VAKWERK_HOME/secret_key |
| DATABASE_URL | `postgres://…` or `sqlite:///…` | SQLite in VAKWERK_HOME |
| VAKWERK_HOSTS | names this installation answers to, by commas | localhost |
| VAKWERK_PORT | port of the server | 8000 |
| VAKWERK_HTTPS | 1 when visitors come by https | 0 |
| VAKWERK_PROXIES | how many proxies of ours stand in front | 0 |
| VAKWERK_DEMO | 1 shows demo accounts on the login page | 0 |
| VAKWERK_DEBUG | 1 shows error details; for building only | 0 |
| VAKWERK_EMAIL_URL | `smtp://user:password@host:port`, `smtps://…` or `file:` | files in VAKWERK_HOME/mail |
| VAKWERK_EMAIL_FROM | sender of our mail | vakwerk@localhost |
| VAKWERK_EMAIL_CHECK | `optional`, `mandatory` or `none`: must a new address be confirmed | optional |
| VAKWERK_STAFF_SECOND_STEP | 1: who sees others' data for work needs more than a password | 1, in a demo 0 |
| VAKWERK_OIDC_FILE | JSON file with the organisations through which one may log in | nobody |
| VAKWERK_OIDC | the same list itself, instead of a file | nobody |
| VAKWERK_SOURCE_URL | where the source code of this installation can be read | empty: not shown as a link |
| VAKWERK_LOCALES | folders with translations of your own, by commas | only ours |
| VAKWERK_LOG | least severe level that is written | INFO |
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from vakwerk.site import environment, languages, logs, providers

PACKAGE = Path(__file__).resolve().parent.parent
SITE = PACKAGE / "site"

VAKWERK_HOME = Path(environment.text("VAKWERK_HOME", "var")).resolve()
# For its owner only: dossiers, evidence and the secret are in it.
VAKWERK_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
VAKWERK_PORT = environment.number("VAKWERK_PORT", 8000)
VAKWERK_DEMO = environment.flag("VAKWERK_DEMO", default=False)
VAKWERK_HTTPS = environment.flag("VAKWERK_HTTPS", default=False)
VAKWERK_SOURCE_URL = environment.text("VAKWERK_SOURCE_URL")

DEBUG = environment.flag("VAKWERK_DEBUG", default=False)
SECRET_KEY = environment.secret_key(VAKWERK_HOME)
VAKWERK_HOSTS = environment.words("VAKWERK_HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = VAKWERK_HOSTS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in VAKWERK_HOSTS] if VAKWERK_HTTPS else []

INSTALLED_APPS = [
    "vakwerk.apps.people",
    "vakwerk.apps.dossier",
    "vakwerk.apps.sharing",
    "vakwerk.apps.sessions",
    "vakwerk.apps.portals",
    "vakwerk.apps.learning",
    "vakwerk.apps.portfolio",
    "vakwerk.apps.register",
    "vakwerk.apps.outlook",
    "vakwerk.apps.desk",
    "vakwerk.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
]

MIDDLEWARE = [
    "vakwerk.site.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "vakwerk.site.middleware.BrowserLimits",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vakwerk.site.middleware.AccountLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vakwerk.site.middleware.LastSeen",
    "vakwerk.site.middleware.StaffSecondStep",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "vakwerk.site.urls"
WSGI_APPLICATION = "vakwerk.site.wsgi.application"
# Addresses have no slash at the end (API and pages alike); a redirect would only hide mistakes.
APPEND_SLASH = False

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours come before the apps', so that allauth's own pages never show.
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vakwerk.site.context.shell",
            ],
            "builtins": ["vakwerk.site.templatetags.components"],
        },
    }
]
FORM_RENDERER = "vakwerk.site.forms.FormLook"

# --- database -------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    database: dict[str, Any] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAKWERK_HOME / "vakwerk.sqlite3",
    }
    url = environment.text("DATABASE_URL")
    if url:
        database = dict(dj_database_url.parse(url, conn_max_age=0))
    options = dict(database.get("OPTIONS", {}))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: a transaction that reads first and writes later would otherwise fail at once.
        # FULL: NORMAL may lose committed work at power loss, and a register may not.
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
                # What is erased is overwritten, not left in a free page of the file.
                "PRAGMA secure_delete=ON;"
            ),
        }
    elif database["ENGINE"] == "django.db.backends.postgresql":
        # A pool instead of kept connections: those run out when many workers hold them.
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    else:
        raise ImproperlyConfigured("DATABASE_URL: Vakwerk runs on SQLite and on PostgreSQL.")
    database["OPTIONS"] = options
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One cache that all processes share, or a rate limit would count per process. `shell` makes its table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shell_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- accounts -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

VAKWERK_STAFF_SECOND_STEP = environment.flag("VAKWERK_STAFF_SECOND_STEP", default=not VAKWERK_DEMO)

ACCOUNT_ADAPTER = "vakwerk.apps.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "vakwerk.apps.people.signup.SignupForm",
    "login": "vakwerk.apps.people.forms.LoginForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = environment.text("VAKWERK_EMAIL_CHECK", "optional")
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Vakwerk: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if VAKWERK_HTTPS else "http"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Before anything about the ways in changes, the password, a code or a passkey is asked once more.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/3m/key",
    "use_letter": "20/m/ip",
}

MFA_ADAPTER = "vakwerk.apps.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Vakwerk"
# One period to either side: people type slowly and clocks differ. Our forms see to it that a code counts once.
MFA_TOTP_TOLERANCE = 1
# Whether an address must be confirmed first is asked by our own pages: allauth would also forbid changing the
# address of an account with a passkey.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "vakwerk.apps.people.forms.AuthenticateForm",
    "reauthenticate": "vakwerk.apps.people.forms.ReauthenticateForm",
    "activate_totp": "vakwerk.apps.people.forms.ActivateTOTPForm",
    "add_webauthn": "vakwerk.apps.people.forms.AddPasskeyForm",
    "edit_webauthn": "vakwerk.apps.people.forms.EditPasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "vakwerk.apps.people.adapters.SocialAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "vakwerk.apps.people.forms.SocialSignupForm",
    "disconnect": "vakwerk.apps.people.forms.DisconnectForm",
}
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [one.as_allauth_app() for one in providers.from_environment()]}
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("VAKWERK_PROXIES", 0)

# --- language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LOCALE_PATHS = [*map(Path, environment.words("VAKWERK_LOCALES")), PACKAGE / "locale"]
_SPOKEN = languages.languages_in(LOCALE_PATHS)
LANGUAGES = [(language.code, language.name) for language in _SPOKEN]
LANGUAGES_BIDI = [language.code for language in _SPOKEN if language.rtl]
# Translated for everyone's pages only; who has logged in reads another language.
PUBLIC_LANGUAGES = {language.code for language in _SPOKEN if not language.everything}
LANGUAGE_COOKIE_NAME = "vakwerk_language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["vakwerk.site.formats"]

# --- static files and uploads ---------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAKWERK_HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    # Evidence is private: no address leads to MEDIA_ROOT, pages hand it out after asking who looks.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "vakwerk.site.static_files.Fingerprinted"},
}
# Until `collectstatic` has run (tests, building) files are served from where they are made.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
MEDIA_ROOT = VAKWERK_HOME / "evidence"
MEDIA_URL = ""
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Everything in a form except files; a file's own ceiling belongs to the dossier.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- safety of pages ------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # The form that leads to another organisation is ours, but browsers also look at where it ends.
        "form-action": [SELF, *providers.origins()],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "vakwerk.site.views.csrf_failure"
if VAKWERK_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
if ALLAUTH_TRUSTED_PROXY_COUNT:
    # Only behind a proxy of ours; otherwise a visitor could write this header himself.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- e-mail ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("VAKWERK_EMAIL_FROM", "vakwerk@localhost")
_mail = urlsplit(environment.text("VAKWERK_EMAIL_URL", "file:"))
if _mail.scheme in ("smtp", "smtps"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_PORT == 587
    EMAIL_TIMEOUT = 10
elif _mail.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _mail.path or str(VAKWERK_HOME / "mail")
else:
    raise ImproperlyConfigured("VAKWERK_EMAIL_URL must begin with smtp:, smtps: or file:.")

# --- logs -----------------------------------------------------------------------------------------

LOGGING = logs.configuration(environment.text("VAKWERK_LOG", "INFO"))
logs.start()
