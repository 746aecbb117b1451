"""Whatever stands in an issue comes back: every column of every table that belongs to it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import Model
from pytest_django import Settings

from articles.exchange.pack import export
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Correction,
    Illustration,
    Issue,
    Page,
    PageArrangement,
    Publication,
    Section,
    Tag,
    TagDecision,
)
from articles.models.choices import AuthorKind, Status, TagOrigin, TagType
from tests.exchange.rich_issue import make_rich_issue, picture
from tests.exchange.test_round_trip import empty

pytestmark = pytest.mark.django_db

# What an issue is made of, and of each table the columns that stay behind, with the reason.
LEFT_BEHIND: dict[type[Model], dict[str, str]] = {
    Publication: {},
    Issue: {},
    Page: {},
    Section: {},
    Article: {"created_by": "an account", "tagging_lease": "of a worker that is elsewhere"},
    Byline: {},
    Author: {},
    Illustration: {
        "picture": "another name, the same bytes",
        **dict.fromkeys(("width", "height", "widths"), "read from the picture"),
    },
    Correction: {"by": "an account"},
    TagDecision: {"by": "an account"},
    ArticleTag: {},
    Tag: dict.fromkeys(
        ("parent", "description", "pinned", "blocked"), "the vocabulary is the installation's own"
    ),
    PageArrangement: {"accepted_by": "an account", "blocks": "holds keys of articles"},
}
ODD = (
    "“引号”‘'\"、\u3000全角 空格\u3000\u00a0\u200b👮🏽\u200d♀️𠮷e\u0301é</script><!--&amp;{{ 7 }}{% x %}"
    "\u2028\u202e·﹏①⑩ﬁＡＢ\\n# - \t"
)


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def _rows() -> dict[str, list[dict[str, Any]]]:
    """All that is stored, by its own words: no keys of the database."""
    told = {}
    for model, left in LEFT_BEHIND.items():
        rows = [
            {
                field.name: str(getattr(row, field.name))
                if field.is_relation
                else getattr(row, field.name)
                for field in model._meta.concrete_fields
                if field.name not in left and not (field.primary_key and not field.is_relation)
            }
            for row in model._default_manager.all()
        ]
        told[model.__name__] = sorted(rows, key=repr)
    return told


def _make_odd_article(page: Page, place: int, status: Status, **fields: Any) -> Article:
    told = dict.fromkeys(("kicker", "title", "subtitle", "column", "source", "affiliation"), ODD)
    told["body"] = f"{ODD}\n\n## {ODD}\n\n\u3000\u3000{ODD}"
    return Article.objects.create(page=page, position=place, status=status, **(told | fields))


def _make_odd_issue(paper: Publication, edition: str) -> Issue:
    issue = Issue.objects.create(publication=paper, date=date(2026, 3, 12), edition=edition)
    page = Page.objects.create(
        issue=issue,
        number="特①",
        title=ODD,
        source_name=f"{ODD}.txt".replace("/", ""),
        source_text=f"\ufeff{ODD}\r\n\x0b\x0c\r{ODD}\n\n",
        source_sha256="b" * 64,
        encoding="utf-8",
        parser_version="1",
    )
    Page.objects.create(
        issue=issue, number="A1", source_name="A1.txt", source_sha256="c" * 64, encoding="big5"
    )
    soon = datetime(2999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    for place, status in enumerate(Status, 1):
        article = _make_odd_article(page, place, status, publish_at=soon)
        for order, (name, where, kind, role) in enumerate(
            (
                ("李明", "", AuthorKind.PERSON, "文"),
                ("李明", "", AuthorKind.PERSON, "图"),
                ("李明", "岚川日报", AuthorKind.PERSON, ""),
                ("李明", "岚川宣传部", AuthorKind.OFFICE, ""),
                (ODD, ODD, AuthorKind.PERSON, ODD[:50]),
            )
        ):
            author = Author.objects.get_or_create(
                name=name, affiliation=where, defaults={"kind": kind}
            )[0]
            Byline.objects.create(article=article, author=author, role=role, order=order)
        for type_ in TagType:
            tag = Tag.objects.get_or_create(name=f"{type_}{ODD}"[:100], defaults={"type": type_})[0]
            origin = TagOrigin.EDITOR if place % 2 else TagOrigin.AUTOMATIC
            ArticleTag.objects.create(
                content_object=article, tag=tag, score=1 / 3, origin=origin, evidence={ODD: [ODD]}
            )
        for note in (ODD, ODD, "应为四条。\n\n第二段。"):
            Correction.objects.create(article=article, note=note)
        for order in (2, 1, 1):
            shown = Illustration(article=article, caption=ODD, credit=ODD, alt=ODD, order=order)
            shown.picture.save(f"{ODD}.PNG", ContentFile(picture(7)), save=False)
            shown.save()
    _make_odd_article(page, 1, Status.DRAFT, kicker="", title="", subtitle="", column="", body="")
    return issue


def test_every_row_of_an_issue_comes_back_as_it_was(tmp_path: Path) -> None:
    rich = make_rich_issue()
    issues = [
        rich,
        _make_odd_issue(rich.publication, ""),
        _make_odd_issue(rich.publication, "副刊-2"),
    ]
    before = _rows()
    for issue in issues:
        export(issue, tmp_path / f"{issue.label}.zip")
    empty()
    call_command("import_issue", *(str(path) for path in tmp_path.glob("*.zip")), verbosity=0)
    after = _rows()
    for table, rows in before.items():
        assert after[table] == rows, table
    for issue in Issue.objects.all():
        again = tmp_path / f"{issue.label}-again.zip"
        export(issue, again)
        assert again.read_bytes() == (tmp_path / f"{issue.label}.zip").read_bytes()


def test_names_whose_addresses_belong_to_others_there_get_new_ones(tmp_path: Path) -> None:
    rich = make_rich_issue()
    export(rich, tmp_path / "one.zip")
    empty()
    other = Publication.objects.create(name="岚川日报", prefix=rich.publication.prefix)
    paper = Publication.objects.create(name=rich.publication.name, prefix="elsewhere")
    Section.objects.create(publication=paper, name="郊区", slug="cheng-qu")
    for tag in ("灯", "C语言"):
        Tag.objects.create(name=tag, slug={"灯": "lu-deng", "C语言": "c"}[tag])
    call_command("import_issue", str(tmp_path / "one.zip"), verbosity=0)
    assert Issue.objects.get().publication == paper
    assert not other.issues.exists()
    assert set(Section.objects.values_list("name", flat=True)) == {"城区", "郊区"}
    assert set(Article.objects.filter(position=1).values_list("section__name", flat=True)) == {
        "城区"
    }
    assert set(ArticleTag.objects.values_list("tag__name", flat=True)) == {"路灯", "C++"}


def test_a_paper_whose_prefix_belongs_to_another_keeps_all_else(tmp_path: Path) -> None:
    rich = make_rich_issue()
    export(rich, tmp_path / "one.zip")
    empty()
    for name, prefix in (("岚川日报", ""), ("岚川晚报", rich.publication.prefix)):
        Publication.objects.create(name=name, prefix=prefix)
    call_command("import_issue", str(tmp_path / "one.zip"), verbosity=0)
    paper = Issue.objects.get().publication
    assert (paper.name, paper.description) == (rich.publication.name, rich.publication.description)


def test_every_table_of_an_issue_is_looked_at() -> None:
    columns = {field.name for model in LEFT_BEHIND for field in model._meta.get_fields()}
    assert {name for left in LEFT_BEHIND.values() for name in left} <= columns
