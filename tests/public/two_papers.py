"""Two papers that share authors, tags and related articles, and one address of every kind of page of both."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.models import User

from articles.editorial import history
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Illustration,
    Publication,
    RelatedArticle,
    Tag,
)
from articles.models.choices import Status
from articles.search import full_text
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
    make_user,
)
from tests.public.every_page import one_of_every_kind

LAMPS, PARK, NIGHT = "小巷装上新路灯之一", "雨水花园建成", "夜市搬新址"


@dataclass
class Papers:
    """The morning paper at the root with two published articles and a draft, and the evening paper."""

    folder: Path
    user: User
    lamps: Article
    park: Article
    draft: Article
    night: Article
    evening_draft: Article
    tag: Tag
    draft_tag: Tag
    author: Author
    draft_author: Author
    addresses: list[str]


def make_two_papers(folder: Path) -> Papers:
    addresses = one_of_every_kind()
    lamps = Article.objects.get()
    lamps.title = LAMPS
    lamps.save(update_fields=["title"])
    # The tests of the workbench have a page A01.
    lamps.page.number = "A02"
    lamps.page.save(update_fields=["number"])
    addresses = [address.replace("/A01/", "/A02/") for address in addresses if "rss" not in address]
    tag, author = Tag.objects.get(), Author.objects.get()
    user = make_user("chief", is_staff=True, is_superuser=True)
    park = make_published(page=lamps.page, title=PARK)
    draft = make_article(page=lamps.page, title="草稿一", status=Status.IN_REVIEW)
    evening = make_publication(name="云汀晚报", prefix="evening")
    issue = make_issue(publication=evening)
    section = make_section(publication=evening, name="夜读")
    night = make_published(page=make_page(issue=issue), title=NIGHT, section=section)
    later = make_issue(publication=evening, date=date(2026, 3, 13))
    evening_draft = make_article(page=make_page(issue=later), title="草稿二")
    draft_tag = Tag.objects.create(name="河边", slug="he-bian")
    draft_author = Author.objects.create(name="陈望")
    for article in (park, night, draft, evening_draft):
        ArticleTag.objects.create(content_object=article, tag=tag)
        Byline.objects.create(article=article, author=author, role="记者")
    for article in (draft, evening_draft):
        ArticleTag.objects.create(content_object=article, tag=draft_tag)
        Byline.objects.create(article=article, author=draft_author, role="通讯员", order=1)
    for article in (lamps, draft):
        Illustration.objects.create(article=article, caption=f"{article.title}的图片")
    for article, other in ((lamps, night), (night, lamps), (lamps, draft), (draft, lamps)):
        RelatedArticle.objects.create(article=article, other=other, score=1)
    articles = [lamps, park, draft, night, evening_draft]
    full_text.index(articles)
    history.keep(articles)
    return Papers(
        folder,
        user,
        lamps,
        park,
        draft,
        night,
        evening_draft,
        tag,
        draft_tag,
        author,
        draft_author,
        [*addresses, *_further_addresses(lamps, night, evening_draft)],
    )


def _further_addresses(lamps: Article, night: Article, draft: Article) -> list[str]:
    return [
        lamps.get_absolute_url(),
        lamps.get_absolute_url().removesuffix("/") + ".json",
        *(
            f"/evening/{ending}"
            for ending in (
                "",
                "feed/",
                "archive/",
                "section/",
                "section/夜读/",
                "2026-03-12/",
                "2026-03-13/",
                "2026-03-12/A01/",
                "2026-03-12.json",
                "on/03-12/",
                "corrections/",
                "opensearch.xml",
            )
        ),
        "/weekly/",
        night.get_absolute_url(),
        night.get_absolute_url().removesuffix("/") + ".json",
        draft.get_absolute_url(),
        "/archive/2026/",
        "/author/c/",
        "/tag/he-bian/",
        "/api/v1/issues",
        "/api/v1/pages",
        "/api/v1/authors",
        "/api/v1/tags",
        "/sitemap-pages.xml",
        "/sitemap-tags.xml",
    ]


def all_prefixes() -> list[str]:
    return list(Publication.objects.values_list("prefix", flat=True))
