"""A paper of many articles in an empty database, for `bench_pages`; prints the addresses to ask for.

All of them stand in one section and carry one tag: at 100,000 articles its list has 5,000 pages.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

import django
from django.db import connection

TEXT = (
    "桂巷街道把三条背街小巷的旧路灯全部换成了节能灯,居民说晚上出门亮堂多了。施工从上月中旬开始,避开了上下学的时间,"
    "前后用了十一天。社区还请住户投票选了灯杆的样式,最后定下的是仿旧的一种。"
)
ON_A_PAGE = 10
PAGES = 8


def main(count: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    _make_database()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from articles.models import Article, planner_statistics  # noqa: PLC0415

    if not Article.objects.exists():
        _fill(count)
    planner_statistics.renew()  # as after an import
    if connection.vendor == "postgresql":  # as its autovacuum does within a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for name, address in _addresses().items():
        print(name, address, sep="\t")


def _make_database() -> None:
    if connection.vendor != "postgresql":
        return
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [connection.settings_dict["NAME"]]
        )
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{connection.settings_dict["NAME"]}"')


def _fill(count: int) -> None:
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from articles.models import (  # noqa: PLC0415
        Article,
        ArticleTag,
        Author,
        Byline,
        Illustration,
        Issue,
        Page,
        Publication,
        Section,
        Tag,
    )
    from articles.models.choices import Status, TaggingState  # noqa: PLC0415

    with transaction.atomic():
        paper = Publication.objects.create(name="云汀日报")
        section = Section.objects.create(publication=paper, name="城区", slug="城区")
        authors = [Author.objects.create(name=f"记者{number}") for number in range(50)]
        tags = [
            Tag.objects.create(name=f"标签{number}", slug=f"标签{number}") for number in range(500)
        ]
        now = timezone.now()
        for start in range(0, count, PAGES * ON_A_PAGE):
            number = start // (PAGES * ON_A_PAGE)
            issue = Issue.objects.create(
                publication=paper,
                date=date(2026, 1, 1) - timedelta(number),
                number=9999 - number,
                page_count=PAGES,
            )
            fields = {
                "source_sha256": "0" * 64,
                "encoding": "utf-8",
                "parser_version": "1",
                "source_text": TEXT * 30,
            }
            pages = Page.objects.bulk_create(
                Page(issue=issue, number=f"A{one:02}", title="城区", **fields)
                for one in range(1, PAGES + 1)
            )
            articles = Article.objects.bulk_create(
                Article(
                    page=page,
                    section=section,
                    position=place,
                    title=f"{issue.date:%m月%d日}小巷装上新路灯之{place}",
                    subtitle="居民投票选灯杆样式",
                    column="议事厅③" if place == 1 else "",
                    body="\n\n".join([TEXT] * (1 + place)),
                    status=Status.PUBLISHED,
                    publish_at=now - timedelta(days=number, minutes=place),
                    base_parse={"blocks": [TEXT] * place},
                    tagging_state=TaggingState.DONE,
                )
                for page in pages
                for place in range(ON_A_PAGE)
            )
            Byline.objects.bulk_create(
                Byline(article=one, author=authors[(one.pk + n) % 50], role="记者", order=n)
                for one in articles
                for n in range(2)
            )
            ArticleTag.objects.bulk_create(
                ArticleTag(content_object=one, tag=tag, score=0.9 - place / 10)
                for one in articles
                for place, tag in enumerate(
                    [tags[0], *(tags[1 + (one.pk + n * 97) % 499] for n in range(5))]
                )
            )
            Illustration.objects.bulk_create(
                Illustration(article=one, caption="新路灯亮了。", credit="记者1 摄")
                for one in articles[::3]
            )


def _addresses() -> dict[str, str]:
    from articles.models import Article, Issue, Section, Tag  # noqa: PLC0415
    from articles.public.queries.keyset_pages import PER_PAGE  # noqa: PLC0415
    from articles.public.queries.published_lists import ArticleCursor  # noqa: PLC0415

    article = Article.objects.select_related("page__issue__publication").get(pk=3)
    issue = Issue.objects.select_related("publication").order_by("-date")[0]
    section, tag = Section.objects.order_by("pk")[0], Tag.objects.order_by("pk")[0]
    lists = {
        "section": (section, section.articles),
        "tag": (tag, Article.objects.filter(article_tags__tag=tag)),
    }
    addresses = {"article": article.get_absolute_url(), "issue": issue.get_absolute_url()}
    addresses["page"] = article.page.get_absolute_url()
    for name, (subject, articles) in lists.items():
        last = articles.order_by("publish_at", "pk").only("publish_at")[PER_PAGE]
        addresses[f"{name}, page 1"] = subject.get_absolute_url()
        addresses[f"{name}, last page"] = (
            f"{subject.get_absolute_url()}?before={ArticleCursor(last.publish_at, last.pk)}"
        )
    return addresses


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
