"""Every operation that writes: those that readers see, and those that they do not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import scheduled_jobs, tasks
from articles.editorial import editing, history, merge_authors, presence, previews, workflow
from articles.exchange.pack import export
from articles.exchange.restore import restore as restore_archive
from articles.importing import undo
from articles.importing.issues import Identity
from articles.importing.merge import conflicts
from articles.importing.publishing import Publishing
from articles.importing.run import import_issues
from articles.importing.uploads import upload_files
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Conflict,
    Illustration,
    ImportRun,
    Issue,
    Publication,
    RelatedArticle,
    Section,
    Tag,
)
from articles.models.choices import Act, ConflictState, Status
from articles.search import full_text
from articles.tagging import article_tagging, corpus, duplicates, related, vocabulary
from articles.tagging.automatic_tags import replace_tags
from articles.tagging.ranking import RankedTag
from articles.workbench.arrangement_store import save_arrangement
from tests.admin.browser import change_url, fill, url_of
from tests.admin.conftest import client_of
from tests.factories import make_section
from tests.importing.papers import BRIDGE, LIGHTS, lay_out
from tests.public.two_papers import Papers
from tests.workbench.papers import make_paper
from tests.workbench.proposals import join, split

Write = Callable[[Papers], Any]


def _title(article: Article, title: str) -> Write:
    def write(papers: Papers) -> None:
        editing.change(article, {"title": title}, papers.user, Act.EDIT, correction="题目有误。")

    return write


def _change_title(papers: Papers) -> None:
    _title(papers.lamps, "小巷亮了")(papers)


def _change_title_of_evening(papers: Papers) -> None:
    _title(papers.night, "夜市开张")(papers)


def _change_draft(papers: Papers) -> None:
    _title(papers.draft, "小巷亮了")(papers)
    values = {"tags": ("路灯", "新词"), "body": "居民说,晚上出门亮堂多了。"}
    editing.change(papers.evening_draft, values, papers.user, Act.EDIT)


def _restore(papers: Papers) -> None:
    version = history.versions_of(papers.lamps).earliest()
    papers.lamps.refresh_from_db()
    with transaction.atomic():
        Article.objects.filter(pk=papers.lamps.pk).update(title="小巷亮了")
        editing.restore(papers.lamps, version, papers.user, correction="如初。")


def _restore_draft(papers: Papers) -> None:
    _title(papers.draft, "小巷亮了")(papers)
    version = history.versions_of(papers.draft).earliest()
    editing.restore(papers.draft, version, papers.user)


def _publish_due(papers: Papers) -> None:
    workflow.approve([papers.draft], None)
    workflow.schedule([papers.draft], timezone.now() - timedelta(seconds=1), None)
    tasks.publish_due()


def _schedule(papers: Papers) -> None:
    workflow.schedule([papers.draft], timezone.now() + timedelta(hours=1), None)
    tasks.publish_due()
    workflow.schedule([papers.draft], timezone.now() + timedelta(hours=2), None)
    workflow.withdraw([papers.draft], None)


def _publish_first_of_evening_issue(papers: Papers) -> None:
    workflow.publish([papers.evening_draft], None)


def _withdraw_and_publish_again(papers: Papers) -> None:
    workflow.withdraw([papers.park], None)
    workflow.publish([papers.park], None)


def _review(papers: Papers) -> None:
    workflow.send_back([papers.draft], None)
    workflow.submit([papers.draft], None)
    workflow.approve([papers.draft], None)
    workflow.note_edits([papers.draft], papers.user)


def _merge_authors(papers: Papers) -> None:
    merge_authors.merge([papers.author], papers.draft_author, papers.user)


def _merge_authors_by_batches(papers: Papers) -> None:
    merge = merge_authors.begin([papers.author], papers.draft_author, papers.user)
    while not merge_authors.merge_next(merge.pk):
        pass


def _merge_authors_twice(papers: Papers) -> None:
    _merge_authors(papers)
    third = Author.objects.create(name="李芸")
    merge_authors.merge([papers.draft_author], third, papers.user)


def _merge_tags(papers: Papers) -> None:
    vocabulary.merge([papers.tag], papers.draft_tag)


def _import(
    papers: Papers, *, publish: Publishing, day: str = "2026-03-14", **pages: str
) -> ImportRun:
    folder = lay_out(papers.folder, day=day, **pages)
    (result,) = import_issues([folder], Identity(), publish=publish)
    assert result.faults == ()
    return ImportRun.objects.latest("pk")


def _import_published(papers: Papers) -> None:
    _import(papers, publish=Publishing.ALL, A01=LIGHTS, A02=BRIDGE)


def _import_unpublished(papers: Papers) -> None:
    _import(papers, publish=Publishing.NOTHING, A01=LIGHTS, A02=BRIDGE)


def _import_unpublished_again(papers: Papers) -> None:
    _import_unpublished(papers)
    _import(
        papers, publish=Publishing.NOTHING, A01=LIGHTS.replace("亮堂多了", "亮堂得很"), A02=BRIDGE
    )
    undo.undo(ImportRun.objects.latest("pk"), None)


def _import_a_corrected_file(papers: Papers) -> None:
    _import_published(papers)
    _import(papers, publish=Publishing.ALL, A01=LIGHTS.replace("亮堂多了", "亮堂得很"), A02=BRIDGE)


def _import_and_undo(papers: Papers) -> None:
    run = _import(papers, publish=Publishing.NOTHING, A01=LIGHTS)
    undo.undo(run, None)


def _decide_a_conflict(papers: Papers) -> None:
    _import_published(papers)
    Article.objects.filter(title="小巷装上新路灯").update(title="小巷亮起新路灯")
    other = LIGHTS.replace("小巷装上新路灯", "三条小巷装上新路灯", 1)
    _import(papers, publish=Publishing.ALL, A01=other, A02=BRIDGE)
    conflict = Conflict.objects.get(field="title")
    conflicts.decide(conflict, ConflictState.THEIRS, papers.user, correction="题目有误。")


def _take_an_archive_back(papers: Papers) -> None:
    papers.folder.mkdir()
    archive = papers.folder / "issue.zip"
    export(papers.lamps.page.issue, archive)
    papers.lamps.page.issue.date += timedelta(days=40)
    papers.lamps.page.issue.save()
    restore_archive(archive)


def _arrange(papers: Papers, change: Any, **fields: Any) -> None:
    page, night, bridge = make_paper(**fields)
    proposal = change(page, night, bridge)
    if fields:
        proposal = change(page, night, bridge, correction="两篇应为一篇。")
    assert save_arrangement(page.pk, proposal, papers.user).is_done


def _join_published(papers: Papers) -> None:
    fields = {"status": Status.PUBLISHED, "publish_at": timezone.now()}
    _arrange(papers, join, **fields)


def _split_draft(papers: Papers) -> None:
    _arrange(papers, split)


def _change_on_desk(row: Any, **fields: str) -> Write:
    def write(papers: Papers) -> None:
        desk = client_of(papers.user)
        form = f"{row._meta.model_name}_form"
        data = fill(desk.get(change_url(row)), form, **fields)
        answer = desk.post(change_url(row), data)
        assert answer.status_code == 302, answer.content.decode()

    return write


def _replace_the_picture(papers: Papers) -> None:
    Illustration.objects.filter(article=papers.lamps).update(picture="pictures/2026/03/other.jpg")


def _move_the_picture(papers: Papers) -> None:
    picture = Illustration.objects.get(article=papers.draft)
    picture.article = papers.night
    picture.save()


def _move_the_issue(papers: Papers) -> None:
    issue = papers.night.page.issue
    issue.publication = papers.lamps.page.issue.publication
    issue.edition = "特刊"
    issue.save()


def _move_the_page(papers: Papers) -> None:
    page = papers.lamps.page
    page.issue = papers.evening_draft.page.issue
    page.number = "B01"
    page.save()


def _tag(papers: Papers, article: Article) -> None:
    article_tagging.request_tagging([article.pk])
    article_tagging.tag([article.pk])


def _sweep(papers: Papers) -> None:
    """The queue of the tagger, also of a published article."""
    keys = [papers.lamps.pk, papers.draft.pk]
    article_tagging.request_tagging(keys)
    article_tagging.lease(keys)
    article_tagging.release(keys)
    article_tagging.take_over(10)
    Article.objects.filter(pk__in=keys).update(tagging_lease=None, tagging_attempts=9)
    article_tagging.give_up()


def _work_of_the_desk(papers: Papers) -> None:
    """Looking is no change, of published articles neither."""
    desk = client_of(papers.user)
    for row in (papers.lamps, papers.draft, papers.lamps.page):
        assert desk.get(change_url(row)).status_code == 200
    for address in ("/admin/", "/admin/articles/article/"):
        assert desk.get(address).status_code == 200
    presence.enter(papers.lamps.pk, papers.user)
    presence.leave(papers.lamps.pk, papers.user)
    assert Client().get(f"/preview/{previews.token_of(papers.draft)}/").status_code == 200


def _background_work(papers: Papers) -> None:
    scheduled_jobs.note_done("articles.tasks.publish_due")
    corpus.learn_vocabulary()
    full_text.index([papers.lamps, papers.draft])
    duplicates.store_keys({papers.lamps.pk: papers.lamps.body})
    file = SimpleUploadedFile("A01.txt", LIGHTS.encode())
    upload_files.receive([("A01.txt", file)], papers.user, "en")


def _new_names(_papers: Papers) -> None:
    Tag.objects.create(name="新标签", slug="new")
    Author.objects.create(name="新作者")
    make_section(name="新版块")


def _relate_drafts(papers: Papers) -> None:
    related.refresh([papers.evening_draft.pk])
    RelatedArticle.objects.filter(article=papers.draft).delete()
    RelatedArticle.objects.create(article=papers.draft, other=papers.night, score=2)


def _delete_the_issue(papers: Papers) -> None:
    Article.objects.filter(page__issue=papers.night.page.issue).delete()
    papers.night.page.issue.delete()


def _delete_a_draft(papers: Papers) -> None:
    client_of(papers.user).post(url_of(papers.draft, "delete"), {"post": "yes"})
    assert not Article.objects.filter(pk=papers.draft.pk).exists()


def _raw(papers: Papers) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update articles_article set title = 'x' where id = %s", [papers.lamps.pk])


def _copy_by_sql(_papers: Papers) -> None:
    with connection.cursor() as cursor:
        cursor.execute("/* by hand */ UPDATE articles_publication SET description = 'x'")


def _save_everything(papers: Papers) -> None:
    papers.lamps.body = "居民说,晚上出门亮堂多了。"
    papers.lamps.save()


def _publish_after_edits_in_one_transaction(papers: Papers) -> None:
    with transaction.atomic():
        Article.objects.filter(pk=papers.draft.pk).update(title="小巷亮了")
        with transaction.atomic():
            papers.draft.bylines.all().delete()
        workflow.publish([papers.draft], None)


def _rename_section_and_withdraw_in_one_transaction(papers: Papers) -> None:
    with transaction.atomic():
        Section.objects.filter(name="夜读").update(name="夜谈")
        papers.night.article_tags.all().delete()
        workflow.withdraw([papers.night], None)


SEEN: dict[str, Write] = {
    "published": lambda papers: workflow.publish([papers.draft], None),
    "published with its issue": lambda papers: (
        workflow.publish_issue(papers.lamps.page.issue, papers.user)
        and workflow.publish([papers.draft], None)
    ),
    "published when due": _publish_due,
    "the first of an issue": _publish_first_of_evening_issue,
    "withdrawn": lambda papers: workflow.withdraw([papers.lamps], None),
    "the last of a paper withdrawn": lambda papers: workflow.withdraw([papers.night], None),
    "withdrawn and published again": _withdraw_and_publish_again,
    "corrected": _change_title,
    "corrected in the other paper": _change_title_of_evening,
    "restored": _restore,
    "saved": _save_everything,
    "edited and published at once": _publish_after_edits_in_one_transaction,
    "renamed and withdrawn at once": _rename_section_and_withdraw_in_one_transaction,
    "authors merged": _merge_authors,
    "authors merged by batches": _merge_authors_by_batches,
    "authors merged twice": _merge_authors_twice,
    "author renamed": lambda papers: _change_on_desk(papers.author, name="丙丁")(papers),
    "tags merged": _merge_tags,
    "tag renamed": lambda papers: _change_on_desk(papers.tag, name="街灯")(papers),
    "tag of another type": lambda _: Tag.objects.update(type="event"),
    "tag deleted": lambda papers: papers.tag.delete(),
    "tags set": lambda papers: papers.night.tags.set(["街灯"]),
    "tagged": lambda papers: _tag(papers, papers.lamps),
    "automatic tags": lambda papers: replace_tags(
        {papers.lamps.pk: [RankedTag("小巷", 0.5, "topic")]}  # type: ignore[arg-type]
    ),
    "related": lambda papers: RelatedArticle.objects.create(
        article=papers.lamps, other=papers.park, score=1
    ),
    "no longer related": lambda papers: related.refresh([papers.lamps.pk]),
    "section renamed": lambda papers: _change_on_desk(papers.lamps.section, name="城里")(papers),
    "section deleted": lambda _: Section.objects.get(name="城区").delete(),
    "page renamed": lambda papers: _change_on_desk(papers.lamps.page, title="要闻")(papers),
    "page numbered anew": lambda papers: _change_on_desk(papers.lamps.page, number="B02")(papers),
    "page moved": _move_the_page,
    "issue numbered": lambda _: Issue.objects.update(number=77, page_count=8),
    "issue moved to another day": lambda papers: _change_on_desk(
        papers.night.page.issue, date="2026-03-20"
    )(papers),
    "issue moved to another paper": _move_the_issue,
    "issue deleted": _delete_the_issue,
    "paper described": lambda _: Publication.objects.update(description="每天早晨"),
    "paper moved": lambda papers: _change_on_desk(
        papers.night.page.issue.publication, prefix="wanbao"
    )(papers),
    "paper founded": lambda _: Publication.objects.create(name="云汀周报", prefix="weekly"),
    "picture replaced": _replace_the_picture,
    "picture moved": _move_the_picture,
    "picture removed": lambda papers: papers.lamps.illustrations.all().delete(),
    "byline removed": lambda papers: papers.lamps.bylines.all().delete(),
    "deleted in bulk": lambda _: Article.objects.filter(status=Status.PUBLISHED).delete(),
    "titles in bulk": lambda _: Article.objects.update(title="小巷亮了"),
    "bulk update": lambda papers: Article.objects.bulk_update(
        [Article(pk=papers.lamps.pk, title="小巷亮了", body="")], ["title", "body"]
    ),
    "tags in bulk": lambda papers: ArticleTag.objects.bulk_create(
        [ArticleTag(content_object=papers.lamps, tag=papers.draft_tag)]
    ),
    "imported and published": _import_published,
    "a corrected file": _import_a_corrected_file,
    "conflict decided": _decide_a_conflict,
    "archive taken back": _take_an_archive_back,
    "joined on the workbench": _join_published,
    "raw SQL": _raw,
    "SQL behind a comment": _copy_by_sql,
}

UNSEEN: dict[str, Write] = {
    "draft edited": _change_draft,
    "draft edited on the desk": lambda papers: _change_on_desk(papers.draft, title="草稿")(papers),
    "draft restored": _restore_draft,
    "draft reviewed": _review,
    "draft scheduled and taken back": _schedule,
    "draft tagged": lambda papers: _tag(papers, papers.draft),
    "draft deleted": _delete_a_draft,
    "draft arranged": _split_draft,
    "leases of the tagger": _sweep,
    "pages imported": _import_unpublished,
    "pages imported, corrected and undone": _import_unpublished_again,
    "import undone": _import_and_undo,
    "names of drafts": lambda papers: (
        Tag.objects.filter(pk=papers.draft_tag.pk).update(name="岸")
        and Author.objects.filter(pk=papers.draft_author.pk).update(name="陈望舒")
    ),
    "new names": _new_names,
    "drafts related": _relate_drafts,
    "the desk looked at": _work_of_the_desk,
    "background work": _background_work,
    "nothing": lambda _: Article.objects.filter(pk=-1).update(title="x"),
}
