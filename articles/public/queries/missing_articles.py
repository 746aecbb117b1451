"""Why the address of an article no longer leads to it: it was merged into another, or withdrawn."""

from django.shortcuts import get_object_or_404

from articles.models import Article, ArticleRedirect
from articles.public.queries.page_queries import with_location


def key_of_merged(pk: int) -> int | None:
    """The key of the article that the article with this key was merged into."""
    redirects = ArticleRedirect.objects.filter(old_id=pk)
    return redirects.values_list("article_id", flat=True).first()


def get_withdrawn_or_404(pk: int) -> Article:
    """The article that was withdrawn after its publication, for which the site answers 410.

    Raises Http404 for an article that was never public: not even its address is confirmed.
    """
    withdrawn = Article.objects.withdrawn_after_publication()
    return get_object_or_404(with_location(withdrawn), pk=pk)
