"""What is imported and published at once is news, unless it was printed long ago: then it was published then."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing
from articles.importing.run import import_issues
from articles.models import Article
from tests.importing.papers import BRIDGE, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


def bring_in(root: Path, day: date, text: str = LIGHTS) -> Article:
    (result,) = import_issues(
        [lay_out(root, day=day.isoformat(), A01=text)], Identity(), publish=Publishing.ALL
    )
    assert result.faults == ()
    return Article.objects.get(page__issue__date=day)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_todays_paper_is_published_now(tmp_path: Path, days: int) -> None:
    began = timezone.now()
    article = bring_in(tmp_path, timezone.localdate() - timedelta(days=days))
    assert article.publish_at
    assert began <= article.publish_at <= timezone.now()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC"])
def test_a_back_issue_was_published_on_the_day_it_was_printed(
    tmp_path: Path, settings: Settings, zone: str
) -> None:
    settings.TIME_ZONE = zone
    article = bring_in(
        tmp_path, date(1987, 4, 12)
    )  # the clocks of Shanghai were put forward that night
    assert article.publish_at
    assert timezone.localdate(article.publish_at) == date(1987, 4, 12)


def test_the_years_stand_in_their_order_whichever_comes_in_first(
    client: Client, tmp_path: Path
) -> None:
    newer = bring_in(tmp_path, date(2024, 10, 15))
    older = bring_in(tmp_path, date(2019, 10, 15), BRIDGE)
    feed = client.get("/feed/").content.decode()
    assert feed.index(newer.title) < feed.index(older.title)
    assert older.title not in client.get("/sitemap-news.xml").content.decode()
    page = client.get(older.get_absolute_url()).content.decode()
    assert '"datePublished":"2019-10-15T00:00:00+08:00"' in page
    assert '<meta property="article:published_time" content="2019-10-15T00:00:00+08:00">' in page
