"""Articles, who made them, their pictures and their corrections."""

from __future__ import annotations

import secrets
from contextlib import suppress
from os import PathLike
from pathlib import PurePath
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.addresses import address
from articles.models.article_content import TAGGING_RESET
from articles.models.article_version import Versions
from articles.models.choices import AuthorKind, Status, TaggingState
from articles.models.paper import Page, Section
from articles.models.querysets import ArticleQuerySet
from articles.models.sort_key_field import SortKeyField
from articles.text.body import BodyBlock, read_body
from articles.text.images import name_of_size


class PictureField(models.ImageField):
    """Stores a picture under a name that nobody can guess, and measures it once, when it is stored.

    Django's field opens the file of every row that has no size yet, so that one lost file breaks a
    whole page.
    """

    def generate_filename(self, instance: models.Model, filename: str | PathLike[str]) -> str:
        """A name of chance, in the folder of the month.

        The name of the upload may say what nobody is to know yet.
        """
        suffix = PurePath(filename).suffix.lower()
        random_name = f"{secrets.token_hex(16)}{suffix}"
        return super().generate_filename(instance, random_name)

    def update_dimension_fields(
        self, instance: models.Model, force: bool = False, *args: Any, **kwargs: Any
    ) -> None:
        if not force:
            return
        # A form sets the stored picture again; if its file is lost, it keeps its sizes.
        with suppress(FileNotFoundError):
            super().update_dimension_fields(instance, force, *args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations see Django's field, so that they import no code of this app."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs


# Number signs at the end of a column's line: “小巷议事厅③” is the third piece of “小巷议事厅”.
COLUMN_NUMBERS: Final = (
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚0123456789０１２３４５６７８９·•　 "
)


def slug_of(headline: str) -> str:
    """The readable end of an article's address, in its own characters.

    docs/explanation/architecture.md gives the reason.
    """
    slug = slugify(headline, allow_unicode=True)[:60]
    return slug.strip("-") or "-"


class Author(models.Model):
    """A person or an office. The same name with another affiliation may be another person."""

    name = models.CharField(_("name"), max_length=100)
    affiliation = models.CharField(_("affiliation"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AuthorKind, default=AuthorKind.PERSON)
    sort_key = SortKeyField(_("sort key"))

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ("name", "affiliation")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "affiliation"], name="author_identity_unique"),
        ]
        indexes: ClassVar = [models.Index(fields=["sort_key", "id"], name="author_sort_key_idx")]

    def __str__(self) -> str:
        if not self.affiliation:
            return self.name
        return f"{self.name} ({self.affiliation})"

    def get_absolute_url(self) -> str:
        slug = slugify(self.name, allow_unicode=True) or "-"
        return address("author", self.pk, slug)

    @property
    def is_person(self) -> bool:
        return self.kind == AuthorKind.PERSON


class AuthorAlias(models.Model):
    """An author who was merged into another: the old address and the signature lead to that one."""

    old_id = models.PositiveBigIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=100, db_index=True)
    affiliation = models.CharField(_("affiliation"), max_length=500, blank=True)
    author = models.ForeignKey(
        Author, models.CASCADE, related_name="aliases", verbose_name=_("author")
    )

    class Meta:
        verbose_name = _("other signature of an author")
        verbose_name_plural = _("other signatures of authors")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} → {self.author}"


class Article(models.Model):
    """One piece of the paper (稿件). `body` is written in the markup of `articles.text.body`."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="articles", verbose_name=_("page"))
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    position = models.PositiveSmallIntegerField(_("position on the page"), default=0)

    kicker = models.CharField(_("kicker"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=500, blank=True)
    column = models.CharField(_("column"), max_length=200, blank=True)
    # Kept by the database from `column`; a slash could not stand in an address.
    column_name = models.GeneratedField(
        expression=Replace(
            models.Func("column", models.Value(COLUMN_NUMBERS), function="RTRIM"),
            models.Value("/"),
            models.Value("／"),
        ),
        output_field=models.CharField(_("column without its number"), max_length=200),
        db_persist=True,
    )
    body = models.TextField(
        _("body"),
        blank=True,
        help_text=_("A blank line between paragraphs; “## ” begins a subheading."),
    )
    source = models.CharField(
        _("source"), max_length=100, blank=True, help_text=_("Paper or agency of the byline.")
    )
    affiliation = models.CharField(_("affiliation of the authors"), max_length=500, blank=True)

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    base_parse = models.JSONField(
        _("parse it came from"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The parser's record, unedited."),
    )
    confidence = models.FloatField(_("confidence"), null=True, blank=True, editable=False)
    problems = models.JSONField(_("problems"), default=list, blank=True, editable=False)
    settled = models.JSONField(
        _("settled problems"),
        default=list,
        blank=True,
        editable=False,
        help_text=_(
            "Kinds an editor has looked at; they stay away while the printed text is the same."
        ),
    )

    tagging_state = models.CharField(
        _("tagging"),
        max_length=10,
        choices=TaggingState,
        default=TaggingState.PENDING,
        editable=False,
    )
    tagging_attempts = models.PositiveSmallIntegerField(
        _("tagging attempts"), default=0, editable=False
    )
    tagging_lease = models.DateTimeField(
        _("tagging taken until"), null=True, blank=True, editable=False
    )
    tagging_error = models.CharField(_("tagging error"), max_length=300, blank=True, editable=False)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("written by"),
        help_text=_("Empty for what was imported."),
    )
    edited_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        blank=True,
        editable=False,
        verbose_name=_("changed by"),
        help_text=_("Who changed it since it was last approved."),
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    tags = TaggableManager(through="articles.ArticleTag", blank=True, verbose_name=_("tags"))
    versions = Versions()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-page__issue__date", "page__number", "position")
        permissions: ClassVar = [
            ("write_own_article", _("Can write articles and change own drafts")),
            ("approve_article", _("Can approve articles and send them back")),
            ("correct_article", _("Can correct published articles")),
            ("publish_article", _("Can publish and schedule articles")),
            ("withdraw_article", _("Can withdraw articles")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="article_public_has_time",
                condition=~Q(status__in=[Status.SCHEDULED, Status.PUBLISHED])
                | Q(publish_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["page", "position"], name="article_print_order_idx"),
            # With its page: what was printed until some day is picked out of it.
            models.Index(
                fields=["-publish_at", "-id", "page"],
                name="article_public_idx",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["section", "-publish_at", "-id"],
                name="article_section_idx",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["column_name", "-publish_at", "-id"],
                name="article_column_idx",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["tagging_lease"],
                name="article_pending_idx",
                condition=Q(tagging_state="pending"),
            ),
            models.Index(
                fields=["publish_at"], name="article_due_idx", condition=Q(status="scheduled")
            ),
            models.Index(
                fields=["tagging_state"],
                name="article_untagged_idx",
                condition=Q(tagging_state="failed"),
            ),
            models.Index(fields=["status", "tagging_state"], name="article_desk_idx"),
            # The queue is counted by confidence here, and cut off before its wide rows are read.
            models.Index(fields=["status", "confidence"], name="article_queue_idx"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        page = self.page
        issue = page.issue
        prefix = issue.publication.prefix
        return address("article", prefix, issue.label, page.number, self.pk, self.slug)

    def get_column_url(self) -> str:
        """The page of its column; empty for an article that stands in none."""
        if not self.column_name:
            return ""
        publication = self.page.issue.publication
        return address("column", publication.prefix, self.column_name)

    def mark_untagged(self) -> None:
        """Have its tags found anew; the caller stores the columns of `TAGGING_RESET`."""
        for name, value in TAGGING_RESET.items():
            setattr(self, name, value)

    @property
    def headline(self) -> str:
        """The title, or the first words of an article that was printed without one."""
        if self.title:
            return self.title
        parts = self.parts()
        if not parts:
            return str(_("Untitled"))
        return parts[0].text[:20] + "…"

    @property
    def slug(self) -> str:
        return slug_of(self.headline)

    @property
    def is_withdrawn_after_publication(self) -> bool:
        """The same as `ArticleQuerySet.withdrawn_after_publication`, of one article."""
        if self.status != Status.WITHDRAWN or self.publish_at is None:
            return False
        return self.publish_at <= timezone.now()

    def parts(self) -> list[BodyBlock]:
        """Paragraphs and subheadings of the body."""
        return read_body(self.body)


class Byline(models.Model):
    """Who did what for an article (署名), in printed order."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="bylines", verbose_name=_("article")
    )
    author = models.ForeignKey(
        Author, models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=50, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ("order",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "author", "role"], name="byline_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.author}".strip()


class Illustration(models.Model):
    """A picture's caption and credit (图片说明), with the picture where there is one."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="illustrations", verbose_name=_("article")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    picture = PictureField(
        _("picture"),
        upload_to="pictures/%Y/%m/",
        blank=True,
        width_field="width",
        height_field="height",
    )
    # The picture fills them while it is stored, so they stand behind it. Older rows have none.
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    # Of the smaller sizes that are stored beside it: “480 960”. `articles.text.images` makes them.
    widths = models.CharField(_("stored widths"), max_length=50, blank=True, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for those who do not see it; empty means: the caption."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    # What a preview puts into the addresses of its pictures; `editorial.previews` makes it.
    preview_key = ""

    class Meta:
        verbose_name = _("illustration")
        verbose_name_plural = _("illustrations")
        ordering = ("order",)
        indexes: ClassVar = [
            # Who asks for a file is asked for by its name.
            models.Index(fields=["picture"], name="illustration_picture_idx"),
        ]

    def __str__(self) -> str:
        return self.caption[:30] or self.credit

    @property
    def alt_text(self) -> str:
        return self.alt or self.caption

    @property
    def is_upright(self) -> bool:
        if not self.width or not self.height:
            return False
        return self.height > self.width

    @property
    def url(self) -> str:
        """The address of the picture for the reader of the page at hand."""
        return self._url_of(str(self.picture.name))

    @property
    def srcset(self) -> str:
        """The picture's sizes as a browser chooses among them; empty where there is only one."""
        if not self.widths:
            return ""
        name = str(self.picture.name)
        sizes = []
        for width in self.widths.split():
            url = self._url_of(name_of_size(name, width))
            sizes.append(f"{url} {width}w")
        sizes.append(f"{self.url} {self.width}w")
        return ", ".join(sizes)

    def _url_of(self, name: str) -> str:
        url: str = self.picture.storage.url(name)
        if self.preview_key:
            return f"{url}?key={self.preview_key}"
        return url


class Correction(models.Model):
    """A note to the readers on what was wrong in a published article (更正).

    `editorial.workflow` writes it.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="corrections", verbose_name=_("article")
    )
    note = models.TextField(_("correction"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("user")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("at",)
        default_permissions = ()  # it is written and read with its article

    def __str__(self) -> str:
        return self.note[:30]
