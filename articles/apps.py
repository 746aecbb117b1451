from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are ready only now.
        from articles.models.planner_statistics import renew  # noqa: PLC0415
        from articles.public.cache.generation import watch  # noqa: PLC0415

        connection_created.connect(watch)
        post_migrate.connect(renew, sender=self)
