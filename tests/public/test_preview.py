"""A link shows an article before it is published: to its holder alone, for two days, for one version."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.editorial import previews
from articles.models import Article
from articles.models.choices import Status
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def link(article: Article) -> str:
    return reverse("public:preview", args=[previews.token_of(article)])


def test_who_holds_the_link_reads_the_draft_without_an_account(client: Client) -> None:
    html = client.get(link(make_article(title="夜市搬到河边"))).content.decode()
    assert "夜市搬到河边" in html
    assert "桂巷街道给三条小巷装上了路灯。" in html
    assert 'class="unpublished"' in html
    assert '<script type="application/ld+json">' not in html


def test_only_what_is_published_has_its_page_beside_it(client: Client) -> None:
    assert 'class="onpage"' not in client.get(link(make_article())).content.decode()
    assert (
        'class="onpage"'
        in client.get(make_published(position=2).get_absolute_url()).content.decode()
    )


def test_nobody_keeps_or_finds_it(client: Client) -> None:
    response = client.get(link(make_article()))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "ETag" not in response.headers
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


def test_it_is_over_after_two_days(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address, now = link(make_article()), timezone.now()
    monkeypatch.setattr(
        "articles.editorial.previews.timezone.now", lambda: now + timedelta(hours=47)
    )
    assert client.get(address).status_code == 200
    monkeypatch.setattr(
        "articles.editorial.previews.timezone.now", lambda: now + timedelta(hours=49)
    )
    assert client.get(address).status_code == 410


def test_it_is_over_with_the_next_change(client: Client) -> None:
    article = make_article()
    address = link(article)
    Article.objects.filter(pk=article.pk).update(version=article.version + 1, title="另一个标题")
    response = client.get(address)
    assert response.status_code == 410
    assert "另一个标题" not in response.content.decode()


def test_it_is_over_when_the_article_is_gone(client: Client) -> None:
    article = make_article()
    address = link(article)
    article.delete()
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("token", ["nothing", "WzEsMCw5OTk5OTk5OTk5XQ:1abc:forged"])
def test_a_token_that_we_did_not_sign_is_unknown(token: str, client: Client) -> None:
    make_article(pk=1)
    assert client.get(f"/preview/{token}/").status_code == 404


def test_a_signature_made_for_something_else_is_unknown(client: Client) -> None:
    article = make_article()
    token = signing.dumps([article.pk, article.version, 9_999_999_999], salt="something else")
    assert client.get(reverse("public:preview", args=[token])).status_code == 404


def test_what_was_published_meanwhile_is_read_at_its_own_address(client: Client) -> None:
    article = make_published()
    assert client.get(link(article)).headers["Location"] == article.get_absolute_url()


def test_the_desk_leads_to_the_link(client: Client) -> None:
    client.force_login(make_user("chief", is_staff=True, is_superuser=True), backend=BACKEND)
    article = make_article(status=Status.APPROVED)
    address = reverse("admin:articles_article_preview", args=[article.pk])
    form = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert address in form
    assert client.get(address, follow=True).status_code == 200


def test_a_published_article_needs_no_preview(client: Client) -> None:
    client.force_login(make_user("chief", is_staff=True, is_superuser=True), backend=BACKEND)
    article = make_published()
    form = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert reverse("admin:articles_article_preview", args=[article.pk]) not in form


def test_staff_who_may_not_see_the_article_get_no_link(client: Client) -> None:
    client.force_login(make_user("staff", is_staff=True), backend=BACKEND)
    answer = client.get(reverse("admin:articles_article_preview", args=[make_article().pk]))
    # As for an article that does not exist: the list, which is closed to them.
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 403
