"""How editors arranged a page, and where the articles went that they joined to others."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.paper import Page


class PageArrangement(models.Model):
    """The arrangement of a page that an editor accepted.

    `Article.base_parse` stays what the parser read.
    """

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="arrangement")
    # The text of its spans: the page may be imported again with another text.
    text = models.TextField()
    blocks = models.JSONField(
        help_text='{"articles": [{"key": "17", "blocks": […]}], "outside": […]}'
    )
    version = models.PositiveIntegerField(default=1)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    accepted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("arrangement of a page")
        verbose_name_plural = _("arrangements of pages")
        default_permissions = ()  # it is read and written with its page

    def __str__(self) -> str:
        return f"arrangement of page {self.page_id}"

    def is_of(self, text: str) -> bool:
        """Whether its spans mean this text."""
        return self.text == text


class ArticleRedirect(models.Model):
    """The key of an article that was joined to another: its public address leads there."""

    old_id = models.PositiveBigIntegerField(primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="redirects")

    class Meta:
        verbose_name = _("redirect of an article")
        verbose_name_plural = _("redirects of articles")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.old_id} → {self.article_id}"
