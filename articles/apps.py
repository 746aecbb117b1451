from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newspaper")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are ready only now.
        from articles.models.migration_history import refuse_older_tables  # noqa: PLC0415
        from articles.models.planner_statistics import renew  # noqa: PLC0415
        from articles.public.cache.noticed_changes import watch  # noqa: PLC0415

        connection_created.connect(watch)
        pre_migrate.connect(refuse_older_tables, sender=self)
        post_migrate.connect(renew, sender=self)
