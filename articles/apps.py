from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.freshness import watch  # noqa: PLC0415 - models are ready only now

        connection_created.connect(watch)
