"""The newspaper's tables: fields, constraints, names and addresses; no side effects."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Replace
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from articles.body import Part, read_body
from articles.choices import AuthorKind, DecisionKind, ImportOutcome, Status, TaggingState, TagOrigin, TagType
from articles.querysets import ArticleQuerySet, IssueQuerySet, PageQuerySet

# First words of the site's own addresses, which no paper can have as its prefix.
SITE_WORDS: Final = frozenset(
    (
        "admin",
        "archive",
        "author",
        "column",
        "corrections",
        "feed",
        "media",
        "on",
        "search",
        "section",
        "sitemap",
        "static",
        "tag",
    )
)


def refuse_site_words(prefix: str) -> None:
    """Raise ValidationError for an address prefix that the site itself uses."""
    if prefix in SITE_WORDS:
        raise ValidationError(
            _("“%(prefix)s” is an address of the site itself; choose another."), params={"prefix": prefix}
        )


class PictureField(models.ImageField):
    """Measures a picture once, when it is stored.

    Django's own opens the file of every row that has no size yet, so that one lost file breaks a whole page.
    """

    def update_dimension_fields(self, instance: models.Model, force: bool = False, *args: Any, **kwargs: Any) -> None:
        if force:
            super().update_dimension_fields(instance, force, *args, **kwargs)


# Number signs at the end of a column's line: “小巷议事厅③” is the third piece of “小巷议事厅”.
COLUMN_NUMBERS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚0123456789０１２３４５６７８９·•　 "


class Publication(models.Model):
    """A newspaper (报纸). The one with an empty prefix stands at the root of the site."""

    name = models.CharField(_("name"), max_length=100)
    prefix = models.SlugField(
        _("address prefix"),
        max_length=100,
        allow_unicode=True,
        blank=True,
        help_text=_("First part of its addresses; empty for the paper at the root of the site."),
        validators=[refuse_site_words],
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


class Issue(models.Model):
    """One day's paper (期); `edition` tells apart several of one day and is usually empty."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="issues", verbose_name=_("publication"))
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
            models.UniqueConstraint(fields=["publication", "date", "edition"], name="issue_identity_unique"),
        ]
        indexes: ClassVar = [models.Index(fields=["date"], name="issue_date_idx")]

    def __str__(self) -> str:
        return f"{self.publication} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("public:issue", args=[self.publication.prefix, self.label])

    @property
    def label(self) -> str:
        """The issue's part of an address: `2024-10-15`, or `2024-10-15-特刊` for a named edition."""
        return f"{self.date:%Y-%m-%d}" + (f"-{self.edition}" if self.edition else "")


class Page(models.Model):
    """One printed page (版) with the text it was imported from."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name=_("issue"))
    number = models.CharField(_("page number"), max_length=10)
    title = models.CharField(_("page title"), max_length=100, blank=True)
    staff = models.JSONField(_("staff credits"), default=list, blank=True, help_text='[{"name": …, "role": …}]')
    source_name = models.CharField(_("file name"), max_length=255)
    source_text = models.TextField(_("source text"))
    source_sha256 = models.CharField(_("checksum of the file"), max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20)
    parser_version = models.CharField(_("parser version"), max_length=20)
    outside = models.JSONField(
        _("text outside articles"), default=list, blank=True, help_text=_("Blocks as the parser found them.")
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

    def get_absolute_url(self) -> str:
        return reverse("public:page", args=[self.issue.publication.prefix, self.issue.label, self.number])


class Section(models.Model):
    """A named part of the paper that recurs over issues (栏目, 版名)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="sections", verbose_name=_("publication"))
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)

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
        return reverse("public:section", args=[self.publication.prefix, self.slug])


class Author(models.Model):
    """A person or an office. The same name with another affiliation may be another person."""

    name = models.CharField(_("name"), max_length=100)
    affiliation = models.CharField(_("affiliation"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AuthorKind, default=AuthorKind.PERSON)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ("name", "affiliation")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "affiliation"], name="author_identity_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.affiliation})" if self.affiliation else self.name

    def get_absolute_url(self) -> str:
        return reverse("public:author", args=[self.pk, slugify(self.name, allow_unicode=True) or "-"])


class Tag(TagBase):
    """A keyword of the paper's vocabulary."""

    type = models.CharField(_("type"), max_length=12, choices=TagType, default=TagType.TOPIC)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("belongs under")
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    pinned = models.BooleanField(
        _("always one word"), default=False, help_text=_("The tagger does not cut it, nor a longer word out of it.")
    )
    blocked = models.BooleanField(
        _("never automatic"), default=False, help_text=_("The tagger never gives it; editors may.")
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("public:tag", args=[self.slug])

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify(tag, allow_unicode=True) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def clean(self) -> None:
        """Refuse a parent that stands below the tag itself."""
        if self.pk and self.parent and self.pk in (self.parent.pk, *self.parent.ancestors()):
            raise ValidationError({"parent": _("This tag stands above that one already; choose another.")})

    def ancestors(self) -> list[int]:
        """The keys of the tags above it, nearest first."""
        above: list[int] = []
        parent = self.parent
        while parent and parent.pk not in above:
            above.append(parent.pk)
            parent = parent.parent
        return above


class TagAlias(models.Model):
    """Another name of a tag (株洲 of 株洲市): who types or finds it means the tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases", verbose_name=_("tag"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("name",)
        default_permissions = ()  # it is edited with its tag
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="tag_alias_unique")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if Tag.objects.filter(name__iexact=self.name).exists():
            raise ValidationError(
                _("“%(name)s” is a tag itself: merge the two in the list of tags."), params={"name": self.name}
            )


class TagRedirect(models.Model):
    """Where the address of a tag that was merged into another leads to."""

    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True, unique=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="redirects", verbose_name=_("tag"))

    class Meta:
        verbose_name = _("redirect of a tag")
        verbose_name_plural = _("redirects of tags")
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug


class Article(models.Model):
    """One piece of the paper (稿件). `body` is written in the markup of `articles.body`."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="articles", verbose_name=_("page"))
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("section")
    )
    position = models.PositiveSmallIntegerField(_("position on the page"), default=0)

    kicker = models.CharField(_("kicker"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=500, blank=True)
    column = models.CharField(_("column"), max_length=200, blank=True)
    # Kept by the database from `column`; a slash could not stand in an address.
    column_name = models.GeneratedField(
        expression=Replace(
            models.Func("column", models.Value(COLUMN_NUMBERS), function="RTRIM"), models.Value("/"), models.Value("／")
        ),
        output_field=models.CharField(_("column without its number"), max_length=200),
        db_persist=True,
    )
    body = models.TextField(
        _("body"), blank=True, help_text=_("A blank line between paragraphs; “## ” begins a subheading.")
    )
    source = models.CharField(_("source"), max_length=100, blank=True, help_text=_("Paper or agency of the byline."))
    affiliation = models.CharField(_("affiliation of the authors"), max_length=500, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    base_parse = models.JSONField(
        _("parse it came from"), null=True, blank=True, editable=False, help_text=_("The parser's record, unedited.")
    )
    confidence = models.FloatField(_("confidence"), null=True, blank=True, editable=False)
    problems = models.JSONField(_("problems"), default=list, blank=True, editable=False)

    tagging_state = models.CharField(
        _("tagging"), max_length=10, choices=TaggingState, default=TaggingState.PENDING, editable=False
    )
    tagging_attempts = models.PositiveSmallIntegerField(_("tagging attempts"), default=0, editable=False)
    tagging_lease = models.DateTimeField(_("tagging taken until"), null=True, blank=True, editable=False)
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
                condition=~Q(status__in=[Status.SCHEDULED, Status.PUBLISHED]) | Q(publish_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["page", "position"], name="article_print_order_idx"),
            models.Index(fields=["-publish_at", "-id"], name="article_public_idx", condition=Q(status="published")),
            models.Index(
                fields=["section", "-publish_at", "-id"], name="article_section_idx", condition=Q(status="published")
            ),
            models.Index(
                fields=["column_name", "-publish_at", "-id"], name="article_column_idx", condition=Q(status="published")
            ),
            models.Index(fields=["tagging_lease"], name="article_pending_idx", condition=Q(tagging_state="pending")),
            models.Index(fields=["publish_at"], name="article_due_idx", condition=Q(status="scheduled")),
            models.Index(fields=["status", "tagging_state"], name="article_desk_idx"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        issue = self.page.issue
        return reverse(
            "public:article", args=[issue.publication.prefix, issue.label, self.page.number, self.pk, self.slug]
        )

    def get_column_url(self) -> str:
        """The page of its column; empty for an article that stands in none."""
        prefix = self.page.issue.publication.prefix
        return reverse("public:column", args=[prefix, self.column_name]) if self.column_name else ""

    @property
    def headline(self) -> str:
        """The title, or the first words of a piece that was printed without one."""
        if self.title:
            return self.title
        parts = self.parts()
        return parts[0].text[:20] + "…" if parts else str(_("Untitled"))

    @property
    def slug(self) -> str:
        return slugify(self.headline, allow_unicode=True)[:60].strip("-") or "-"

    def parts(self) -> list[Part]:
        """Paragraphs and subheadings of the body."""
        return read_body(self.body)


class Byline(models.Model):
    """Who did what for an article (署名), in printed order."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines", verbose_name=_("article"))
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines", verbose_name=_("author"))
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

    article = models.ForeignKey(Article, models.CASCADE, related_name="illustrations", verbose_name=_("article"))
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    picture = PictureField(
        _("picture"), upload_to="pictures/%Y/%m/", blank=True, width_field="width", height_field="height"
    )
    # Behind the picture: it fills them while it is stored. Empty for what was stored before they were there.
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("illustration")
        verbose_name_plural = _("illustrations")
        ordering = ("order",)

    def __str__(self) -> str:
        return self.caption[:30] or self.credit


class Correction(models.Model):
    """A word to the readers on what was wrong in a published article (更正). `articles.publishing` writes it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections", verbose_name=_("article"))
    note = models.TextField(_("correction"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("user"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("at",)
        default_permissions = ()  # it is written and read with its article

    def __str__(self) -> str:
        return self.note[:30]


class ArticleTag(ItemBase, models.Model):  # taggit is untyped; the second base tells mypy what it is
    """A tag on an article: chosen by an editor, or found in the text with a score from 0 to 1."""

    content_object = models.ForeignKey(Article, models.CASCADE, related_name="article_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="article_tags", verbose_name=_("tag"))
    score = models.FloatField(_("score"), default=1.0)
    origin = models.CharField(_("origin"), max_length=10, choices=TagOrigin, default=TagOrigin.EDITOR)
    evidence = models.JSONField(
        _("evidence"), default=dict, blank=True, editable=False, help_text=_("Why the tagger chose it.")
    )

    objects: ClassVar[models.Manager[ArticleTag]] = models.Manager()

    class Meta:
        verbose_name = _("tag on an article")
        verbose_name_plural = _("tags on articles")
        ordering = ("-score",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_unique"),
        ]

    def __str__(self) -> str:
        return str(self.tag)


class TagDecision(models.Model):
    """What an editor last decided on a tag of an article. By name: it outlives the tag."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="tag_decisions", verbose_name=_("article"))
    name = models.CharField(_("tag"), max_length=100)
    kind = models.CharField(_("decision"), max_length=10, choices=DecisionKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("user"))
    at = models.DateTimeField(_("time"), auto_now=True)

    class Meta:
        verbose_name = _("decision on a tag")
        verbose_name_plural = _("decisions on tags")
        ordering = ("-at",)
        default_permissions = ()  # it is made and read with its article
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "name"], name="tag_decision_unique"),
        ]
        indexes: ClassVar = [models.Index(fields=["name", "kind"], name="tag_decision_name_idx")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"


class SearchEntry(models.Model):
    """What search looks in: the article's text cut into terms. `articles.search` writes it."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="search_entry")
    title = models.TextField()
    body = models.TextField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"search entry of article {self.article_id}"


class ImportRun(models.Model):
    """The ledger (入库记录): who imported what, when, with what result for each page and article."""

    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, related_name="import_runs", verbose_name=_("issue"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("user"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), auto_now_add=True)
    sources = models.JSONField(_("sources"), default=list)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ImportOutcome)
    results = models.JSONField(_("results"), default=list)
    message = models.TextField(_("message"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M} {self.get_outcome_display()}"
