"""All settings, typed, from the environment; `.env.example` explains every variable.

Fails closed: outside the demo there is no default secret key and no debug mode.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from newsroom import account_values
from newsroom import setting_values as values
from newsroom.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

# --- where we run ------------------------------------------------------------------------------

DEMO = env.read("DEMO", values.flag, default=False)
DEBUG = env.read("DEBUG", values.flag, default=False)
DATA_DIR = env.made_folder("DATA_DIR", default=BASE_DIR / "var")
LOCAL_URL = "http://127.0.0.1:8000"
if DEMO:
    SECRET_KEY = values.demo_secret_key(DATA_DIR)
else:
    SECRET_KEY = env.require(
        "SECRET_KEY",
        values.secret_key,
        remedy="write 50 random characters into .env, which .env.example explains; "
        "for the data of “make run” put DEMO=1 before the command",
    )
if DEMO or DEBUG:
    SITE_URL = env.read("SITE_URL", values.site_url, default=LOCAL_URL)
else:
    SITE_URL = env.require(
        "SITE_URL",
        values.site_url,
        remedy=f"write where readers find the site, such as https://news.example.org, or "
        f"{LOCAL_URL} where only this machine does",
    )
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", values.hosts, default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.read("CSRF_TRUSTED_ORIGINS", values.origins, default=[])
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "taggit",
    # Before the login's library: its templates are ours where we have one.
    "articles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    # First, so that no response escapes it.
    "newsroom.response_headers.ResponseHeadersMiddleware",
    # Everything behind it reads the client's address.
    "articles.access.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before everything that knows the user: a cached page is the same for everybody.
    "articles.public.cache.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "articles.access.second_factor.SecondFactorMiddleware",
    # The last, so that the user is known to its pages.
    "articles.admin.site.desk_faults.DeskFaults",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.admin.site.account_look.desk_look",
            ],
        },
    },
]

# --- data --------------------------------------------------------------------------------------

# Immediate transactions: with deferred ones two writers deadlock and one gets "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database() -> dict[str, Any]:
    file = DATA_DIR / "newsroom.sqlite3"
    default: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    config = env.read("DATABASE_URL", values.database, default)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    # All processes share it without a server: it counts guesses of passwords, and a code of an
    # authenticator is used once. A cache that may forget would let guessers begin again.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "articles_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": env.read("CACHE_URL", values.cache, default=values.cache("locmem://")),
}
# Before every key, so that two newsrooms on one Redis never read each other's pages. By default the
# site's address: `news.example.org`.
CACHE_PREFIX = env.read("CACHE_PREFIX", values.key_prefix, default=SITE_URL.partition("://")[2])
CACHES["pages"]["KEY_PREFIX"] = CACHE_PREFIX
# Another number with every release that stores pages or generations in another shape.
CACHES["pages"]["VERSION"] = 2
if CACHES["pages"]["BACKEND"].endswith("RedisCache"):
    CACHES["pages"]["BACKEND"] = "newsroom.caches.RedisCache"
    # Pages can be made anew: none waits for a Redis that does not answer.
    CACHES["pages"]["OPTIONS"] = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}

# --- language and time -------------------------------------------------------------------------

LANGUAGE_CODE = env.read("LANGUAGE_CODE", values.choice("zh-hans", "en"), default="zh-hans")
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
# Named although it is an app's: here its words go before those of the libraries.
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
TIME_ZONE = env.read("TIME_ZONE", values.time_zone, default="Asia/Shanghai")
USE_TZ = True

# --- files -------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.read("STATIC_ROOT", values.folder, default=DATA_DIR / "static")
MEDIA_URL = "media/"
MEDIA_ROOT = env.read("MEDIA_ROOT", values.folder, default=DATA_DIR / "media")
# Where nginx has MEDIA_ROOT as an `internal` location: the program then says who may see a picture,
# and nginx sends it. Empty: the program sends it itself.
MEDIA_ACCEL = env.read("MEDIA_ACCEL", values.location, default="")
# The desk takes as many page files at once as a zip may hold; Django's 100 are less than a paper
# of one day has.
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
# An article with hundreds of bylines, or a thousand tags deleted at once; Django's 1,000 are less.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Hashed names need `collectstatic`; a demo or a test serves straight from the sources.
HASHED_STATIC = env.read("HASHED_STATIC", values.flag, default=not (DEMO or DEBUG))
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "newsroom.static_files.HashedStaticFiles"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- people ------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": env.read("PASSWORD_MIN_LENGTH", values.number(8, 128), 12)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "articles.access.password_rules.NoHouseNamesValidator"},
    {"NAME": "articles.access.password_rules.NoDatesValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# A working day at the desk; then the password is asked for again.
SESSION_COOKIE_AGE = env.read("SESSION_HOURS", values.number(1, 8_760), default=12) * 3_600
# Proxies whose X-Forwarded-For is believed: addresses, networks, or `unix` for a local socket.
TRUSTED_PROXIES: list[str] = env.read("TRUSTED_PROXIES", account_values.proxies, [])
# How long a device or an address counts as its owner's after a login, in seconds.
KNOWN_DEVICE_AGE = env.read("KNOWN_DEVICE_DAYS", values.number(1, 400), default=180) * 86_400

ACCOUNT_ADAPTER = "articles.access.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"reset_password": "articles.access.lost_password.LostPasswordForm"}
# The library's own copies each address into a table, where it would go on opening the account after
# the desk has changed it.
_TOKENS = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = _TOKENS
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Guesses of passwords and codes. Several rates make a wait that grows, up to an hour; who has
# which of the first three is explained in `articles/access/throttle.py`.
_GUESSES = "5/m/{0},10/10m/{0},20/h/{0}"
ACCOUNT_RATE_LIMITS: dict[str, str | None] = {
    "guesses_by_address": "10/m/ip,30/h/ip",
    "guesses_of_strangers": _GUESSES.format("key"),
    "guesses_of_acquaintances": _GUESSES.format("key"),
    "login_failed": _GUESSES.format("key"),  # codes of the second factor
    "login": None,  # the first three count passwords
    "change_password": _GUESSES.format("user"),
    "reauthenticate": _GUESSES.format("user"),
    "reset_password": "5/m/ip,20/h/ip,1/m/key,5/h/key",
    "reset_password_from_key": "20/m/ip",
}

# --- second factor -----------------------------------------------------------------------------

# Groups that must have one; `superuser` and `*` (everybody) may stand among them.
MFA_REQUIRED_ROLES: list[str] = env.read("MFA_REQUIRED_ROLES", account_values.names, default=[])
if DEMO:
    MFA_REQUIRED_ROLES = []
MFA_ADAPTER = "articles.access.second_factor.FactorAdapter"
MFA_FORMS = {
    "authenticate": "articles.access.second_factor.CodeForm",
    "reauthenticate": "articles.access.second_factor.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers offer passkeys on localhost without HTTPS as well.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a phone's clock may be wrong

# --- OpenID Connect ----------------------------------------------------------------------------

OIDC_SERVER_URL = env.read("OIDC_SERVER_URL", account_values.provider, default="")
if DEMO:
    OIDC_SERVER_URL = ""
OIDC_CLIENT_ID = env.read("OIDC_CLIENT_ID", account_values.text, default="")
OIDC_CLIENT_SECRET = env.read("OIDC_CLIENT_SECRET", account_values.text, default="")
OIDC_NAME = env.read("OIDC_NAME", account_values.text, default="OpenID Connect")
# Groups of the desk by the values of a claim: `editors=编辑,chiefs=主编`.
OIDC_GROUPS: dict[str, str] = env.read("OIDC_GROUPS", account_values.groups_of_claims, default={})
OIDC_GROUPS_CLAIM = env.read("OIDC_GROUPS_CLAIM", account_values.text, default="groups")
SOCIALACCOUNT_ADAPTER = "articles.access.provider_login.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }

# --- e-mail ------------------------------------------------------------------------------------

_mail: dict[str, Any] = env.read("EMAIL_URL", account_values.mail_server, default={})
if DEMO or DEBUG:
    # Messages are read on the terminal.
    _mail = account_values.mail_server("console://")
# Where nothing sends messages, nobody gets a new password by e-mail.
PASSWORD_RESET = bool(_mail)
globals().update(_mail)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.read(
    "EMAIL_FROM", account_values.email, default=f"newsroom@{urlsplit(SITE_URL).hostname}"
)
# Who is written to when passwords are guessed.
_admin_emails: list[str] = env.read("ADMIN_EMAILS", account_values.emails, default=[])
ADMINS = [("", address) for address in _admin_emails]

# --- HTTPS -------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = env.read("SECURE_SSL_REDIRECT", values.flag, default=True) and HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
TEN_YEARS = 315_360_000  # seconds; browsers keep such a promise, so a slip of a digit is refused
SECURE_HSTS_SECONDS = env.read(
    "SECURE_HSTS_SECONDS",
    values.number(0, TEN_YEARS),
    default=31_536_000 if HTTPS else 0,
)
# HSTS for other subdomains, and for ever in browsers' own lists, is for the domain's owner to
# promise, not for this program.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- background work ---------------------------------------------------------------------------

# The queue of record is the article row (`tagging_state`); a message is only a wake-up, so every
# setting here is chosen to lose time rather than work. Measured reasons: docs/guides/operations.md.
IN_PROCESS = "memory://localhost/"
CELERY_BROKER_URL = env.read("CELERY_BROKER_URL", values.broker, default=IN_PROCESS)
# Without a broker tasks run at once, in the process that queues them; what they are given is
# serialised all the same, so that a laptop finds what a broker would refuse.
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL == IN_PROCESS
CELERY_TASK_EAGER_PROPAGATES = False
# By this name two newsrooms share a broker: workers take messages and orders of their own alone.
CELERY_TASK_DEFAULT_QUEUE = env.read(
    "CELERY_QUEUE", values.queue_name, default=f"newsroom-{CACHE_PREFIX}"
)
CELERY_CONTROL_EXCHANGE = f"{CELERY_TASK_DEFAULT_QUEUE}-control"
CELERY_EVENT_EXCHANGE = f"{CELERY_TASK_DEFAULT_QUEUE}-events"
CELERY_EVENT_QUEUE_PREFIX = f"{CELERY_TASK_DEFAULT_QUEUE}-events"
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A new connection for every message, because an open one makes a request wait for three timeouts
# if the broker does not answer.
CELERY_BROKER_POOL_LIMIT = 0
CELERY_TASK_PUBLISH_RETRY = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
# Above the time limit of every task that is acknowledged at its end, because Redis would otherwise
# hand out a running one a second time.
REDIS_HANDS_OUT_AGAIN_AFTER = 300  # seconds
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Also before what the transport stores beside the queue, such as what is not acknowledged.
        "global_keyprefix": f"{CELERY_TASK_DEFAULT_QUEUE}:",
        "visibility_timeout": REDIS_HANDS_OUT_AGAIN_AFTER,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    }
elif CELERY_BROKER_URL.startswith(("amqp", "pyamqp")):
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep-pending-tagging": {
        "task": "articles.tasks.sweep_pending",
        "schedule": timedelta(minutes=1),
    },
    "publish-due-articles": {
        "task": "articles.tasks.publish_due",
        "schedule": timedelta(minutes=1),
    },
    "learn-vocabulary": {"task": "articles.tasks.learn_vocabulary", "schedule": timedelta(weeks=1)},
    "learn-tags": {"task": "articles.tasks.learn_tags", "schedule": crontab(hour=3, minute=30)},
    "sweep-author-merges": {
        "task": "articles.tasks.sweep_author_merges",
        "schedule": timedelta(minutes=1),
    },
    "sweep-uploads": {"task": "articles.tasks.sweep_uploads", "schedule": timedelta(minutes=1)},
    "sweep-pictures": {
        "task": "articles.tasks.sweep_pictures",
        "schedule": crontab(hour=4, minute=30),
    },
    "clear-away": {"task": "articles.tasks.clear_away", "schedule": timedelta(minutes=1)},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# --- tags --------------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True

# --- the public site ---------------------------------------------------------------------------

# Whether feeds carry whole texts or only their openings.
FEEDS_IN_FULL = env.read("FEEDS_IN_FULL", values.flag, default=False)
# The host in the names that feeds and ninjs give articles (tag:…), by which readers and newsrooms
# know them again.
NAMES_HOST = env.read("NAMES_HOST", values.host, default=urlsplit(SITE_URL).hostname)
# How long a page stays in the cache while nothing changes. A change ends it at once; this limit is
# for a change that could not be recorded because the cache was away at that moment.
PAGE_CACHE_SECONDS = env.read("PAGE_CACHE_SECONDS", values.number(0, 86_400), default=60)

# --- exchange ----------------------------------------------------------------------------------

# Megabytes that an exported issue may have to be taken back; all of them are in memory meanwhile.
ARCHIVE_MB = env.read("ARCHIVE_MB", values.number(1, 100_000), default=500)

# --- the workflow ------------------------------------------------------------------------------

# Nobody approves what they changed themselves, superusers included.
FOUR_EYES = env.read("FOUR_EYES", values.flag, default=True)

# --- the desk ----------------------------------------------------------------------------------

# Ink blue on newsprint grey: lightness, chroma and hue, from the lightest to the darkest.
_INK = [
    "97% .013 245",
    "94% .025 245",
    "89% .047 245",
    "82% .08 245",
    "72% .115 246",
    "62% .135 248",
    "53% .135 250",
    "47% .12 251",
    "41% .1 252",
    "36% .08 253",
    "28% .06 254",
]
_PAPER = [
    "98.5% .002 90",
    "96.7% .003 90",
    "92.5% .005 85",
    "87% .007 80",
    "71% .011 75",
    "55.5% .013 70",
    "44.5% .012 70",
    "37.5% .011 65",
    "27.5% .008 60",
    "21.5% .006 55",
    "15% .004 50",
]
_WEIGHTS = ["50", *(str(weight) for weight in range(100, 1000, 100)), "950"]
UNFOLD = {
    "SITE_TITLE": _("Newsroom"),
    "SITE_HEADER": _("Newsroom"),
    "SITE_SYMBOL": "newspaper",
    "SITE_URL": "/",
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            weight: f"oklch({colour})" for weight, colour in zip(_WEIGHTS, _INK, strict=True)
        },
        "base": {
            weight: f"oklch({colour})" for weight, colour in zip(_WEIGHTS, _PAPER, strict=True)
        },
    },
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda _request: static("articles/public/icon.svg"),
        }
    ],
    "STYLES": [lambda _request: static("articles/admin/desk.css")],
    "SCRIPTS": [lambda _request: static("articles/admin/desk.js")],
    "DASHBOARD_CALLBACK": "articles.admin.site.dashboard.add_figures",
    "ACCOUNT": {"navigation": "articles.admin.site.navigation.account_links"},
    "SIDEBAR": {"navigation": "articles.admin.site.navigation.sidebar"},
}

# --- logging -----------------------------------------------------------------------------------

LOG_LEVEL = env.read("LOG_LEVEL", values.log_level, default="WARNING")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_keys": {"()": "newsroom.log_redaction.WithoutKeys"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "request": {
            "()": "django.utils.log.ServerFormatter",
            "format": "[{server_time}] {message}",
            "style": "{",
        },
    },
    # The handler's level, as Django's own loggers do not ask for that of the root.
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": LOG_LEVEL,
            "filters": ["without_keys"],
        },
        "requests": {
            "class": "logging.StreamHandler",
            "formatter": "request",
            "filters": ["without_keys"],
        },
    },
    # The requests of Django's own server, as Django writes them, but without keys.
    "loggers": {
        "django.server": {"handlers": ["requests"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
if DEMO:
    # Otherwise the requests push off the screen what is shown once: the password.
    LOGGING["loggers"]["django.server"]["level"] = "WARNING"

# --- what cannot be so -------------------------------------------------------------------------

# gunicorn reads it by itself, and would say only where its code broke.
env.read("WEB_CONCURRENCY", values.number(1, 1_000), default=1)
if HTTPS and (DEBUG or DEMO):
    env.warn(
        f"SITE_URL is {SITE_URL}, and DEBUG or DEMO is on, which shows the inside of the program "
        "to everyone who meets an error: take it out unless only you can reach the site."
    )
if OIDC_SERVER_URL and not OIDC_CLIENT_ID:
    env.warn(
        f"OIDC_SERVER_URL is {OIDC_SERVER_URL} and OIDC_CLIENT_ID is missing: "
        "the provider will let nobody in."
    )
env.finish()
