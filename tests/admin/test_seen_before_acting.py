"""An older version, a conflict, an upload: what somebody changed meanwhile is looked at first."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.editorial import history
from articles.importing.uploads import upload_job
from articles.models import Article, Conflict, ImportRun
from articles.models.choices import Act, ConflictState, ImportOutcome
from tests.admin.browser import fill
from tests.admin.sending import sent
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken", "_plain_parser")]

CHANGED = "This article was changed since you opened the page."


@pytest.fixture
def article() -> Article:
    article = make_article(title="夜市搬新址")
    history.keep([article])
    Article.objects.update(title="夜市搬到河边", version=1)
    article.refresh_from_db()
    history.record([article], None, Act.EDIT)
    return article


def test_a_version_is_not_restored_over_one_that_was_never_seen(
    article: Article, desk: Client
) -> None:
    oldest = history.versions_of(article).last()
    assert oldest
    address = f"/admin/articles/article/{article.pk}/history/"
    page = desk.get(f"{address}?version={oldest.pk}").content.decode()
    assert 'name="seen_version" value="1"' in page
    Article.objects.update(title="夜市歇业", version=2)
    answer = desk.post(f"{address}{oldest.pk}/restore/", {"seen_version": "1"}, follow=True)
    assert CHANGED in answer.content.decode()
    assert Article.objects.get().title == "夜市歇业"
    desk.post(f"{address}{oldest.pk}/restore/", {"seen_version": "2"})
    assert Article.objects.get().title == "夜市搬新址"


def test_a_conflict_is_not_decided_over_a_text_that_was_never_seen(
    article: Article, desk: Client
) -> None:
    run = ImportRun.objects.create(started_at=timezone.now(), outcome=ImportOutcome.UPDATED)
    conflict = Conflict.objects.create(
        article=article, run=run, field="title", base="一", ours="二", theirs="夜市关了"
    )
    address = f"/admin/articles/article/{article.pk}/conflicts/"
    form = fill(desk.get(address), "conflicts_form")
    form |= {f"choice-{conflict.pk}": "edited", f"text-{conflict.pk}": "我写的题"}
    Article.objects.update(title="夜市歇业", version=2)
    refused = desk.post(address, form)
    assert CHANGED in refused.content.decode()
    assert "我写的题" in refused.content.decode()
    assert Article.objects.get().title == "夜市歇业"
    again = fill(refused, "conflicts_form") | {f"choice-{conflict.pk}": "edited"}
    desk.post(address, again)
    conflict.refresh_from_db()
    assert (Article.objects.get().title, conflict.state) == ("我写的题", ConflictState.EDITED)


def test_an_upload_is_not_corrected_over_a_newer_preview(desk: Client) -> None:
    upload = sent(desk)
    address = f"/admin/articles/importrun/import/{upload.pk}/"
    form = fill(desk.get(address), "upload_form", number="9") | {"_look": ""}
    upload.refresh_from_db()
    upload.looks += 1
    upload.save(update_fields=["looks"])
    answer = desk.post(address, form, follow=True)
    assert "Somebody else has corrected this upload meanwhile" in answer.content.decode()
    upload.refresh_from_db()
    assert upload.overrides == {}
    assert upload_job.correct(upload, {}, upload.looks)
