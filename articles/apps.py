from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from articles.statistics import renew


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.freshness import watch  # noqa: PLC0415 - models are ready only now

        connection_created.connect(watch)
        post_migrate.connect(renew, sender=self)
