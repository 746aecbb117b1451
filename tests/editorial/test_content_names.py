"""A name means the same row whoever writes it: authors and tags were merged, sections renamed since."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.editorial import content, editing, history, merge_authors
from articles.editorial.content import ArticleBylines
from articles.editorial.editing import CorrectionRequired
from articles.importing.merge import conflicts
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Conflict,
    Illustration,
    Section,
    Tag,
)
from articles.models.article_content import Signature
from articles.models.article_version import VersionBase
from articles.models.choices import Act, AuthorKind, ConflictState, TagOrigin
from articles.tagging import vocabulary
from tests.factories import make_article, make_issue, make_publication, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user()


def version_of(article: Article, editor: User) -> VersionBase:
    """The article as it is now, as a version; its title is another one afterwards."""
    history.record([article], editor, Act.EDIT)
    version = history.versions_of(article).first()
    assert version is not None
    Article.objects.filter(pk=article.pk).update(title="改过的题")
    return version


def sign(article: Article, author: Author, role: str = "记者") -> None:
    Byline.objects.create(article=article, author=author, role=role, order=article.bylines.count())


def signed_by(article: Article) -> list[str]:
    return list(article.bylines.values_list("author__name", flat=True))


def choose_tag(article: Article, name: str) -> Tag:
    tag: Tag = Tag.objects.create(name=name, slug=name)
    ArticleTag.objects.create(content_object=article, tag=tag, origin=TagOrigin.EDITOR)
    return tag


def test_an_author_who_was_merged_away_does_not_come_back(editor: User) -> None:
    article = make_article()
    wrong, right = Author.objects.create(name="张珊"), Author.objects.create(name="张姗")
    sign(article, wrong)
    version = version_of(article, editor)
    merge_authors.merge([wrong], right, editor)
    editing.restore(article, version, editor)
    assert not Author.objects.filter(name="张珊").exists()
    assert signed_by(article) == ["张姗"]


def test_two_names_of_one_author_are_one_byline(editor: User) -> None:
    article = make_article()
    wrong, right = Author.objects.create(name="张珊"), Author.objects.create(name="张姗")
    sign(article, wrong)
    sign(article, right)
    version = version_of(article, editor)
    merge_authors.merge([wrong], right, editor)
    article.bylines.all().delete()
    editing.restore(article, version, editor)
    assert signed_by(article) == ["张姗"]


def test_new_bylines_with_two_names_of_one_author_are_one(editor: User) -> None:
    wrong, right = Author.objects.create(name="张珊"), Author.objects.create(name="张姗")
    merge_authors.merge([wrong], right, editor)
    article = make_article()
    signatures = [Signature(name, "", "记者") for name in ("张珊", "张姗")]
    content.write_bylines([ArticleBylines(article, signatures)], ())
    assert signed_by(article) == ["张姗"]


def test_an_author_who_was_renamed_is_the_same(editor: User) -> None:
    article = make_article()
    author = Author.objects.create(name="张珊")
    sign(article, author)
    version = version_of(article, editor)
    Author.objects.filter(pk=author.pk).update(name="张姗")
    article.bylines.all().delete()
    editing.restore(article, version, editor)
    assert [byline.author for byline in article.bylines.all()] == [author]


@pytest.mark.parametrize("name", ["雁洲区商务局", "小记者团"])
def test_an_office_comes_back_as_an_office(name: str, editor: User) -> None:
    article = make_article()
    sign(article, Author.objects.create(name=name, kind=AuthorKind.OFFICE))
    version = version_of(article, editor)
    article.bylines.all().delete()
    Author.objects.all().delete()
    editing.restore(article, version, editor)
    assert Author.objects.get(name=name).kind == AuthorKind.OFFICE


def test_a_renamed_section_is_found(editor: User) -> None:
    section = make_section(name="城区")
    article = make_article(section=section)
    version = version_of(article, editor)
    Section.objects.filter(pk=section.pk).update(name="城事")
    Article.objects.filter(pk=article.pk).update(section=None)
    editing.restore(article, version, editor)
    article.refresh_from_db()
    assert article.section == section


def test_a_section_of_the_former_paper_is_one_of_the_present_paper(editor: User) -> None:
    article = make_article(section=make_section(name="城区"))
    version = version_of(article, editor)
    evening = make_issue(publication=make_publication(name="云汀晚报", prefix="晚报"))
    article.page.issue = evening
    article.page.save()
    Article.objects.filter(pk=article.pk).update(section=None)
    editing.restore(article, version, editor)
    article.refresh_from_db()
    assert article.section is not None
    assert (article.section.name, article.section.publication) == ("城区", evening.publication)


def test_a_merged_tag_is_the_one_that_stayed(editor: User) -> None:
    article = make_article()
    wrong, right = choose_tag(article, "株洲市"), Tag.objects.create(name="株洲", slug="株洲")
    version = version_of(article, editor)
    vocabulary.merge([wrong], right)
    editing.restore(article, version, editor)
    assert [row.tag for row in article.article_tags.all()] == [right]


def test_a_renamed_tag_is_found(editor: User) -> None:
    article = make_article()
    tag = choose_tag(article, "株洲市")
    version = version_of(article, editor)
    Tag.objects.filter(pk=tag.pk).update(name="株洲")
    ArticleTag.objects.all().delete()
    editing.restore(article, version, editor)
    assert [row.tag for row in article.article_tags.all()] == [tag]


def test_a_version_of_before_keys_were_kept_is_restored_by_names(editor: User) -> None:
    article = make_article(section=make_section(name="城区"))
    wrong, right = Author.objects.create(name="张珊"), Author.objects.create(name="张姗")
    sign(article, wrong)
    tag = choose_tag(article, "株洲")
    Illustration.objects.create(article=article, caption="路灯", credit="陈望 摄", alt="亮着的灯")
    version = version_of(article, editor)
    version.parts["pictures"] = [["路灯", "陈望 摄", ""]]
    del version.parts["keys"]
    merge_authors.merge([wrong], right, editor)
    ArticleTag.objects.all().delete()
    Article.objects.filter(pk=article.pk).update(section=None)
    editing.restore(article, version, editor)
    article.refresh_from_db()
    assert (signed_by(article), str(article.section)) == (["张姗"], "城区")
    assert [row.tag for row in article.article_tags.all()] == [tag]
    assert [row.alt for row in article.illustrations.all()] == ["亮着的灯"]


@pytest.mark.parametrize(
    ("field", "theirs", "names"),
    [
        ("bylines", [["张珊", "", "记者"]], ["张姗"]),
        ("bylines", [["市商务局", "", ""]], ["市商务局"]),
    ],
)
def test_a_conflict_decided_for_the_file_names_who_stayed(
    field: str, theirs: Any, names: list[str], editor: User
) -> None:
    article = make_article()
    wrong, right = Author.objects.create(name="张珊"), Author.objects.create(name="张姗")
    merge_authors.merge([wrong], right, editor)
    conflict = Conflict.objects.create(
        article=article, field=field, base=[], ours=[], theirs=theirs
    )
    conflicts.decide(conflict, ConflictState.THEIRS, editor)
    assert signed_by(article) == names
    assert not Author.objects.filter(name="张珊").exists()


def test_what_an_editor_stored_meanwhile_does_not_survive_a_restored_version(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article is compared under its lock, not before it is waited for."""
    article = make_article(title="原题", kicker="原引题")
    history.record([article], editor, Act.EDIT)
    version = history.versions_of(article).first()
    assert version is not None
    lock = editing._lock

    def lock_after_an_edit(row: Article) -> Article:
        Article.objects.filter(pk=row.pk).update(kicker="新引题")
        return lock(row)

    monkeypatch.setattr(editing, "_lock", lock_after_an_edit)
    editing.restore(article, version, editor)
    article.refresh_from_db()
    assert (article.title, article.kicker) == ("原题", "原引题")


def test_a_restored_version_of_a_published_text_needs_a_correction() -> None:
    chief = make_user("chief", is_superuser=True)
    article = make_article(title="原题", status="published", publish_at="2026-03-12T00:00Z")
    version = version_of(article, chief)
    with pytest.raises(CorrectionRequired):
        editing.restore(article, version, chief)
