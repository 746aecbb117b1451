"""An article with all that makes pages of its own, and one address of every kind of page there is then."""

from articles.models import Article, ArticleTag, Author, Byline, Tag
from articles.public.urls import urlpatterns
from articles.search import full_text
from tests.factories import make_published, make_section

# A redirect has no content; the preview of an article is not public; a picture is no page.
_NO_PAGES = {"favicon", "picture", "preview"}
KINDS = {pattern.name for pattern in urlpatterns} - _NO_PAGES


def furnished() -> Article:
    article = make_published(section=make_section(name="城区"), column="议事厅③")
    article.corrections.create(note="应为四条小巷。")
    author, tag = Author.objects.create(name="甲乙"), Tag.objects.create(name="路灯")
    Byline.objects.create(article=article, author=author)
    ArticleTag.objects.create(content_object=article, tag=tag)
    full_text.index([article])
    return article


def one_of_every_kind() -> list[str]:
    article = furnished()
    issue = article.page.issue
    assert article.section
    things = [
        thing.get_absolute_url()
        for thing in (article.bylines.get().author, article.article_tags.get().tag, article.section)
    ]
    lists = ["/", "/column/议事厅/", *things]
    return [
        *lists,
        *(f"{address}feed/" for address in lists),
        *(f"{address}feed/rss/" for address in lists),
        *("/section/", "/column/", "/author/", "/author/j/", "/tag/", "/tag/type/topic/"),
        *(
            "/archive/",
            "/archive/2026/",
            "/on/03-12/",
            "/corrections/",
            "/search/",
            "/search/?q=路灯",
        ),
        *(
            "/robots.txt",
            "/opensearch.xml",
            "/sitemap.xml",
            "/sitemap-news.xml",
            "/sitemap-articles.xml",
        ),
        *(
            "/api/v1/docs",
            "/api/v1/openapi.json",
            "/api/v1/articles",
            f"/api/v1/articles/{article.pk}",
        ),
        *(thing.get_absolute_url() for thing in (article, article.page, issue)),
        *(f"{thing.get_absolute_url().removesuffix('/')}.json" for thing in (article, issue)),
    ]
