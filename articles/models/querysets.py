"""Questions asked of the tables in more than one place. `published()` is the one gate to the public."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils import timezone

from articles.models.choices import Status, TaggingState, UploadState
from articles.models.ensure_rows import ensure_rows, numbered_slug
from articles.models.leases import LeaseQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    # ruff does not read the names in LeaseQuerySet["…"].
    from articles.models import Article, Issue, Page, Publication, Section, Upload  # noqa: F401


class ArticleQuerySet(LeaseQuerySet["Article"]):
    """Articles; the lease and the attempts are those of the tagger."""

    lease_column: ClassVar[str] = "tagging_lease"
    attempts_column: ClassVar[str] = "tagging_attempts"

    def published(self, now: models.Expression | None = None) -> Self:
        """What a reader may see now. Views, feeds, sitemaps, search and API all start here."""
        return self.filter(status=Status.PUBLISHED, publish_at__lte=now or timezone.now())

    def withdrawn_after_publication(self) -> Self:
        """What readers saw once and may see no more: the site answers 410 for it.

        A scheduled article that is withdrawn loses its time of publication; nobody ever saw it,
        so that its address is not confirmed.
        """
        return self.filter(status=Status.WITHDRAWN, publish_at__lte=timezone.now())

    def due(self, now: datetime) -> Self:
        """Scheduled articles whose time has come."""
        return self.filter(status=Status.SCHEDULED, publish_at__lte=now)

    def pending_tagging(self) -> Self:
        return self.filter(tagging_state=TaggingState.PENDING)

    def in_print_order(self) -> Self:
        return self.order_by(
            "page__issue__date", "page__issue_id", "page__number", "position", "pk"
        )


class SectionQuerySet(models.QuerySet["Section"]):
    def ensure(
        self,
        publication: Publication,
        names: Iterable[str],
        slugs: Mapping[str, str] | None = None,
    ) -> dict[str, Section]:
        """The paper's sections of these names, made where they are missing; no name is no section.

        `slugs` are those that new sections get, if they are free.
        """
        wanted = sorted({name for name in names if name})
        known_slugs = slugs or {}

        def find() -> dict[str, Section]:
            rows = self.filter(publication=publication, name__in=wanted)
            return {section.name: section for section in rows}

        def make(missing: Sequence[str], attempt: int) -> None:
            rows = []
            for name in missing:
                if name not in known_slugs:
                    slug = numbered_slug(name, attempt)
                elif attempt == 0:
                    slug = known_slugs[name]
                else:  # that one is taken
                    slug = numbered_slug(name, attempt - 1)
                rows.append(self.model(publication=publication, name=name, slug=slug))
            self.bulk_create(rows, ignore_conflicts=True)

        return ensure_rows(wanted, find, make)

    def move_articles(self, articles: ArticleQuerySet, publication: Publication) -> None:
        """Put articles that came to another paper into its sections of the same names.

        Their open forms are refused: these still name the sections of the former paper.
        """
        strays = articles.exclude(section=None).exclude(section__publication=publication)
        former = {section.pk: section for section in self.filter(articles__in=strays)}
        slugs = {section.name: section.slug for section in former.values()}
        sections = self.ensure(publication, slugs, slugs)
        for key, section in former.items():
            articles.filter(section=key).update(
                section=sections[section.name],
                version=models.F("version") + 1,
                updated_at=timezone.now(),
            )


class UploadQuerySet(LeaseQuerySet["Upload"]):
    def in_work(self) -> Self:
        """Uploads that a worker has to read or to store."""
        return self.filter(state__in=(UploadState.READING, UploadState.STORING))

    def ended(self) -> Self:
        """Uploads whose files nobody needs any more."""
        return self.filter(state__in=(UploadState.DONE, UploadState.STOPPED))


class PageQuerySet(models.QuerySet["Page"]):
    def published(self, now: models.Expression | None = None) -> Self:
        """Pages with at least one article the public may see."""
        return self.filter(
            models.Exists(_published_articles(now).filter(page=models.OuterRef("pk")))
        )


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> Self:
        """Issues with at least one article the public may see."""
        return self.filter(
            models.Exists(_published_articles().filter(page__issue=models.OuterRef("pk")))
        )


def _published_articles(now: models.Expression | None = None) -> ArticleQuerySet:
    # By name: the models are built from these querysets and cannot be imported here.
    articles: ArticleQuerySet = apps.get_model("articles", "Article")._default_manager.all()
    return articles.published(now)
