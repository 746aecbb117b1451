"""How articles relate to each other; `tagging.related` and `tagging.duplicates` write it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class RelatedArticle(models.Model):
    """Another article on the same things. It is stored both ways, to be read from one index."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="+", verbose_name=_("article")
    )
    other = models.ForeignKey(
        Article, models.CASCADE, related_name="beside", verbose_name=_("related article")
    )
    score = models.FloatField(_("score"))

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
        default_permissions = ()
        ordering = ("-score",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="related_article_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ~ {self.other_id}"


class TextKey(models.Model):
    """One of the keys of a text: texts that share one may be nearly the same."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="+", verbose_name=_("article")
    )
    key = models.BigIntegerField(_("key"))

    class Meta:
        verbose_name = _("key of a text")
        verbose_name_plural = _("keys of texts")
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["key"], name="text_key_idx")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.key:x}"


class DuplicateArticle(models.Model):
    """Another article with nearly the same text. It holds both ways, and is stored one way."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="+", verbose_name=_("article")
    )
    other = models.ForeignKey(
        Article, models.CASCADE, related_name="+", verbose_name=_("appears also as")
    )
    share = models.FloatField(_("share of the shorter text"))

    class Meta:
        verbose_name = _("repeated text")
        verbose_name_plural = _("repeated texts")
        default_permissions = ()
        ordering = ("-share",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="repeat_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} = {self.other_id}"
