"""Queries that are used in more than one place. `published()` is the only gate to the public."""

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
        until = now or timezone.now()
        return self.filter(status=Status.PUBLISHED, publish_at__lte=until)

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
        """The paper's sections of these names; missing ones are created, an empty name is left out.

        `slugs` are those that new sections get, if they are free.
        """
        unique_names = {name for name in names if name}
        wanted = sorted(unique_names)
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
                else:  # the known slug is taken
                    slug = numbered_slug(name, attempt - 1)
                row = self.model(publication=publication, name=name, slug=slug)
                rows.append(row)
            self.bulk_create(rows, ignore_conflicts=True)

        return ensure_rows(wanted, find, make)

    def move_articles(self, articles: ArticleQuerySet, publication: Publication) -> None:
        """Put articles that came to another paper into its sections of the same names.

        Their open forms are refused, because these still name the sections of the old paper.
        """
        with_section = articles.exclude(section=None)
        strays = with_section.exclude(section__publication=publication)
        old_sections = list(self.filter(articles__in=strays).distinct())
        slugs = {section.name: section.slug for section in old_sections}
        new_sections = self.ensure(publication, slugs, slugs)
        for old_section in old_sections:
            in_section = articles.filter(section=old_section)
            in_section.update(
                section=new_sections[old_section.name],
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
        articles = _published_articles(now)
        on_page = articles.filter(page=models.OuterRef("pk"))
        return self.filter(models.Exists(on_page))


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> Self:
        """Issues with at least one article the public may see."""
        articles = _published_articles()
        in_issue = articles.filter(page__issue=models.OuterRef("pk"))
        return self.filter(models.Exists(in_issue))


def _published_articles(now: models.Expression | None = None) -> ArticleQuerySet:
    # By name: the models are built from these querysets and cannot be imported here.
    articles: ArticleQuerySet = apps.get_model("articles", "Article")._default_manager.all()
    return articles.published(now)
