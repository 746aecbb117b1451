"""The vocabulary, the tags on articles, and what editors decided about them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.models.addresses import address
from articles.models.article import Article
from articles.models.choices import DecisionKind, TagOrigin, TagType, WeightsState
from articles.models.sort_key_field import SortKeyField


class Tag(TagBase):
    """A keyword of the paper's vocabulary."""

    type = models.CharField(_("type"), max_length=12, choices=TagType, default=TagType.TOPIC)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs under"),
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    sort_key = SortKeyField(_("sort key"))
    pinned = models.BooleanField(
        _("always one word"),
        default=False,
        help_text=_("The tagger does not cut it, nor a longer word out of it."),
    )
    blocked = models.BooleanField(
        _("never automatic"), default=False, help_text=_("The tagger never gives it; editors may.")
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)
        indexes: ClassVar = [
            models.Index(fields=["type", "sort_key", "id"], name="tag_sort_key_idx")
        ]

    def get_absolute_url(self) -> str:
        return address("tag", self.slug)

    @property
    def is_person(self) -> bool:
        return self.type == TagType.PERSON

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify(tag, allow_unicode=True) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def clean(self) -> None:
        """Refuse a parent that stands below the tag itself."""
        if not self.pk or not self.parent:
            return
        above = [self.parent.pk, *self.parent.ancestors()]
        if self.pk in above:
            message = _("This tag stands above that one already; choose another.")
            raise ValidationError({"parent": message})

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
                _("“%(name)s” is a tag itself: merge the two in the list of tags."),
                params={"name": self.name},
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


# The second base is for mypy, because taggit has no types.
class ArticleTag(ItemBase, models.Model):
    """A tag on an article: chosen by an editor, or found in the text with a score from 0 to 1."""

    content_object = models.ForeignKey(Article, models.CASCADE, related_name="article_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="article_tags", verbose_name=_("tag"))
    score = models.FloatField(_("score"), default=1.0)
    origin = models.CharField(
        _("origin"), max_length=10, choices=TagOrigin, default=TagOrigin.EDITOR
    )
    evidence = models.JSONField(
        _("evidence"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Why the tagger chose it."),
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

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="tag_decisions", verbose_name=_("article")
    )
    name = models.CharField(_("tag"), max_length=100)
    kind = models.CharField(_("decision"), max_length=10, choices=DecisionKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("user")
    )
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


class TagWeights(models.Model):
    """What was learned from editors' decisions, one version in each row.

    `articles.tagging.training` writes it.
    """

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=WeightsState)
    reason = models.CharField(_("why it was refused"), max_length=300, blank=True)
    weights = models.JSONField(
        _("factors"),
        default=dict,
        help_text=_("What the weight of a tag is multiplied with, by its name."),
    )
    tags = models.PositiveIntegerField(_("tags with a factor"), default=0)
    articles = models.PositiveIntegerField(_("articles learned from"), default=0)
    decisions = models.PositiveIntegerField(_("decisions learned from"), default=0)
    # Measured on articles that were kept out of training, with the shipped and the learned weights.
    precision_before = models.FloatField(_("precision before"), default=0)
    precision_after = models.FloatField(_("precision after"), default=0)
    f1_before = models.FloatField(_("F1 before"), default=0)
    f1_after = models.FloatField(_("F1 after"), default=0)

    class Meta:
        verbose_name = _("version of the learned weights")
        verbose_name_plural = _("learned weights")
        ordering = ("-pk",)
        # It is part of the vocabulary: who may see and change tags may see and choose it.
        default_permissions = ("view",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=WeightsState.ACTIVE),
                name="tag_weights_one_active",
            ),
        ]

    def __str__(self) -> str:
        return _("Version %d") % self.pk
