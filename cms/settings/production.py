"""Settings of a run with real services."""

from celery.schedules import crontab

from cms.settings import broker, stores
from cms.settings.environment import DATA, ROOT, env

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
BASE_URL = env.str("BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    # Ours stand first: their templates and static files win over Wagtail's.
    "cms.demo",
    "cms.outlet",
    "cms.home",
    "cms.sections",
    "cms.core",
    "newsroom.editorial",
    "newsroom.stories",
    "newsroom.desks",
    "newsroom.people",
    "newsroom.organizations",
    "newsroom.search",
    "media_pipeline.ingest",
    "media_pipeline.documents",
    "media_pipeline.assets",
    "media_pipeline.storage",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "cms.core.room.room",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.core.anonymous_cache.AnonymousPageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.core.context.site_frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The page cache, the root paths of sites and login throttling must agree between web and worker.
# Pages have one of their own: however many there are, they push out no count of failed logins.
CACHES = {
    name: {
        "BACKEND": "cms.core.forgiving_cache.RedisCache",
        "LOCATION": env.str("REDIS_URL"),
        "KEY_PREFIX": name,
    }
    for name in ("default", "pages", "searches")
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "newsroom.people.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Tòa soạn hội tụ] "
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Failed tries in five minutes: of one account few; of one address more, since a whole newsroom sits behind one.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/5m/ip,10/5m/key"}
# Without it every reporter behind nginx is one address to the login limits, and a socket has no address at all.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1)
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.bool("HTTPS", True)
if SECURE_SSL_REDIRECT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel is a frame of the same origin.
# W005, W021: subdomains and the browsers' preload list are the domain owner's to decide. W019: the frame above.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "cms" / "locale"]
FORMAT_MODULE_PATH = ["cms.formats"]
USE_I18N = USE_TZ = True
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%H:%M, %d/%m/%Y"
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [ROOT / "cms" / "static"]
MEDIA_URL = stores.MEDIA_URL
MEDIA_ROOT = DATA / "media"
SERVE_MEDIA = False  # nginx or the bucket does
LOCAL_PORT = None  # of a newsroom on one machine, whose websites all answer there
FOLDER_STORAGES = stores.in_folders()
STORAGES = {
    **(stores.in_buckets(bucket) if (bucket := env.str("S3_BUCKET", "")) else FOLDER_STORAGES),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "toasoan@localhost")

CELERY_BROKER_URL = env.str("BROKER_URL", env.str("REDIS_URL"))
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = broker.REDIS
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "work due stories": {"task": "newsroom.editorial.tasks.work_due", "schedule": 15},
    "sweep notices": {"task": "newsroom.editorial.tasks.sweep_notices", "schedule": 60},
    "sweep picture orders": {"task": "media_pipeline.assets.tasks.sweep", "schedule": 60},
    "sweep media steps": {"task": "media_pipeline.ingest.tasks.sweep_steps", "schedule": 15},
    "sweep rights that ended": {"task": "media_pipeline.assets.tasks.sweep_rights", "schedule": 300},
    "sweep media removals": {"task": "media_pipeline.ingest.tasks.sweep_store", "schedule": 300},
    **{
        f"look at the disks of {queue}": {
            "task": "media_pipeline.ingest.tasks.report_machine",
            "schedule": 60,
            "options": {"queue": queue, "expires": 50},  # a worker that is busy says it by itself
        }
        for queue in ("media.fast", "media.heavy")
    },
    "sweep uploads": {"task": "media_pipeline.ingest.tasks.sweep_uploads", "schedule": 60},
    "look into the drop folder": {
        "task": "media_pipeline.ingest.tasks.look_into_drop_folder",
        "schedule": 10,
        "options": {"expires": 10},  # a busy worker is not asked the same ten times
    },
    "sweep document texts": {"task": "media_pipeline.documents.tasks.sweep", "schedule": 60},
    "sweep archive": {"task": "newsroom.editorial.tasks.sweep_archive", "schedule": 60},
    "write search digests": {"task": "newsroom.editorial.tasks.write_digests", "schedule": crontab(hour=6, minute=30)},
    "sweep stale search rows": {"task": "newsroom.search.tasks.refresh_stale", "schedule": 60},
    "sweep snapshots": {"task": "newsroom.stories.tasks.sweep_snapshots", "schedule": 60},
    "sweep search engine": {"task": "newsroom.search.tasks.sweep_engine", "schedule": 10},
    "sweep share cards": {"task": "cms.outlet.tasks.sweep", "schedule": 60},
    "mend placements": {"task": "cms.outlet.tasks.mend", "schedule": 600},
    "reconcile search engine": {"task": "newsroom.search.tasks.reconcile", "schedule": crontab(hour=2, minute=40)},
    "forget old queries": {"task": "newsroom.search.tasks.forget_old_queries", "schedule": crontab(hour=3, minute=5)},
    "sweep media store": {"task": "media_pipeline.storage.tasks.sweep", "schedule": crontab(hour=3, minute=40)},
    "nightly housekeeping": {
        "task": "newsroom.editorial.tasks.run_housekeeping",
        "schedule": crontab(hour=3, minute=10),
    },
}
TASKS = {"default": {"BACKEND": "cms.core.celery_tasks.CeleryBackend"}}

WAGTAIL_SITE_NAME = "Tòa soạn hội tụ"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "newsroom_entrance"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "newsroom.editorial.gates.finish"
WAGTAIL_MODERATION_ENABLED = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAIL_AUTOSAVE_INTERVAL = 1500
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "newsroom.search.wagtail_backend", "AUTO_UPDATE": False}}
SEARCH_ENGINE = env.str("SEARCH_ENGINE", "database")
ELASTICSEARCH = {
    "hosts": env.list("ELASTICSEARCH_URL", []),
    "api_key": env.str("ELASTICSEARCH_API_KEY", ""),
    "ca_certs": env.str("ELASTICSEARCH_CA", ""),
}
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", "newsroom")
WAGTAILIMAGES_IMAGE_MODEL = "assets.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media_pipeline.assets.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "assets.PressDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media_pipeline.assets.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # from a bucket too: a redirect would lose the name and the check
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
# Web and worker both reach these two folders: uploads gather in one, the other is dropped into by whoever has it mounted.
UPLOAD_FOLDER = DATA / "tmp" / "uploads"
UPLOAD_MAX_SIZE = 8 * 1024**3
DROP_FOLDER = env.path("DROP_FOLDER", str(DATA / "tha-tep"))
WAGTAILMEDIA = {"MEDIA_MODEL": "assets.Asset", "MEDIA_FORM_BASE": "media_pipeline.ingest.forms.AssetForm"}
MEDIA_SCRATCH = env.path("MEDIA_SCRATCH", DATA / "scratch")
MEDIA_CORES = env.int("MEDIA_CORES", 0)  # 0: all
PLAYOUT = env.path("PLAYOUT", DATA / "playout")
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
