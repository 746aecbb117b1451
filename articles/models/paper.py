"""What is printed: papers, their issues and pages, the sections that recur."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address
from articles.models.querysets import IssueQuerySet, PageQuerySet, SectionQuerySet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.models.querysets import ArticleQuerySet

# First words of the site's own addresses, which no paper can have as its prefix.
SITE_WORDS: Final = frozenset(
    {
        "admin",
        "api",
        "archive",
        "author",
        "column",
        "corrections",
        "feed",
        "media",
        "on",
        "preview",
        "search",
        "section",
        "sitemap",
        "static",
        "tag",
    }
)


# The address of an issue begins with its day.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-.*)?")


def is_free_prefix(prefix: str) -> bool:
    """Whether addresses that begin with this are not the site's own."""
    return prefix not in SITE_WORDS and not _DAY.fullmatch(prefix)


class Publication(models.Model):
    """A newspaper (报纸). The one with an empty prefix stands at the root of the site."""

    name = models.CharField(_("name"), max_length=100)
    prefix = models.SlugField(
        _("address prefix"),
        max_length=100,
        allow_unicode=True,
        blank=True,
        help_text=_("First part of its addresses; empty for the paper at the root of the site."),
    )
    description = models.CharField(_("description"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ("prefix",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], name="publication_name_unique"),
            models.UniqueConstraint(fields=["prefix"], name="publication_prefix_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("front", self.prefix)

    def clean(self) -> None:
        # Not a validator of the column: migrations would import it from here.
        if self.prefix and not is_free_prefix(self.prefix):
            message = _("“%(prefix)s” is an address of the site itself; choose another.")
            raise ValidationError({"prefix": message % {"prefix": self.prefix}})


def label_of(day: date, edition: str) -> str:
    label = day.isoformat()
    if edition:
        label += f"-{edition}"
    return label


class Issue(models.Model):
    """One day's paper (期); `edition` tells apart several of one day and is usually empty."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="issues", verbose_name=_("publication")
    )
    date = models.DateField(_("date"))
    edition = models.SlugField(_("edition"), max_length=50, allow_unicode=True, blank=True)
    number = models.PositiveIntegerField(_("issue number"), null=True, blank=True)
    page_count = models.PositiveSmallIntegerField(_("printed pages"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ("-date", "edition")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "date", "edition"], name="issue_identity_unique"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["date"], name="issue_date_idx")]

    def __str__(self) -> str:
        return f"{self.publication} {self.label}"

    def save(self, *args: Any, **options: Any) -> None:
        """Store the issue; where it goes to another paper, move its articles into its sections.

        `save` and no verb does this, because whoever assigns another paper and saves would else
        leave articles in sections of the old paper, and their forms could not be saved any more.
        """
        is_moved = _is_changed(self, "publication", options)
        with transaction.atomic(savepoint=False):
            super().save(*args, **options)
            if is_moved:
                articles = _all_articles().filter(page__issue=self)
                Section.objects.move_articles(articles, self.publication)

    def get_absolute_url(self) -> str:
        return address("issue", self.publication.prefix, self.label)

    @property
    def label(self) -> str:
        """The issue's part of an address: `2024-10-15`, or `2024-10-15-特刊` for a named edition."""
        return label_of(self.date, self.edition)


class Page(models.Model):
    """One printed page (版) with the text it was imported from."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name=_("issue"))
    number = models.CharField(_("page number"), max_length=10)
    title = models.CharField(_("page title"), max_length=100, blank=True)
    staff = models.JSONField(
        _("staff credits"), default=list, blank=True, help_text='[{"name": …, "role": …}]'
    )
    source_name = models.CharField(_("file name"), max_length=255)
    source_text = models.TextField(_("source text"))
    source_sha256 = models.CharField(_("checksum of the file"), max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20)
    parser_version = models.CharField(_("parser version"), max_length=20)
    outside = models.JSONField(
        _("text outside articles"),
        default=list,
        blank=True,
        help_text=_("Blocks as the parser found them."),
    )
    problems = models.JSONField(_("problems"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ("issue", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "number"], name="page_identity_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.issue.label} {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        """Store the page; where its new issue is another paper's, move its articles likewise."""
        is_moved = _is_changed(self, "issue", options)
        with transaction.atomic(savepoint=False):
            super().save(*args, **options)
            if is_moved:
                articles = _all_articles().filter(page=self)
                Section.objects.move_articles(articles, self.issue.publication)

    def get_absolute_url(self) -> str:
        return address("page", self.issue.publication.prefix, self.issue.label, self.number)


class Section(models.Model):
    """A named part of the paper that recurs over issues (栏目, 版名)."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="sections", verbose_name=_("publication")
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("publication", "name")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "name"], name="section_name_unique"),
            models.UniqueConstraint(fields=["publication", "slug"], name="section_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("section", self.publication.prefix, self.slug)

    def clean(self) -> None:
        """Refuse another paper than that of the articles: their forms could not be saved."""
        if not self.pk or not self.publication_id:
            return
        articles = _all_articles().filter(section=self.pk)
        others = articles.exclude(page__issue__publication=self.publication_id)
        if others.exists():
            message = _("Articles of another paper stand in this section; it stays with them.")
            raise ValidationError({"publication": message})


def _is_changed(row: models.Model, relation: str, options: Mapping[str, Any]) -> bool:
    """Whether `save` with these options gives a stored row another row of the relation."""
    if row.pk is None:
        return False
    written = options.get("update_fields")
    if written is not None and relation not in written:
        return False
    rows = type(row)._default_manager.filter(pk=row.pk)
    stored = rows.values_list(relation, flat=True).first()
    if stored is None:
        return False
    present = getattr(row, f"{relation}_id")
    return bool(stored != present)


def _all_articles() -> ArticleQuerySet:
    # By name: an article's module imports this one.
    articles: ArticleQuerySet = apps.get_model("articles", "Article")._default_manager.all()
    return articles
