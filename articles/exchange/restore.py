"""An archive back into the tables: one issue, one transaction.

What others share - paper, sections, authors, tags - is found by its name, and made where it is missing. A page that
is there already with the same text stays as it is, with its articles; with another text nothing is stored.
Who wrote, changed and corrected belongs to the installation, and is not in an archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import Error as DatabaseError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import content, content_names
from articles.editorial.content import ArticleBylines
from articles.exchange.exchange_faults import ArchiveError
from articles.exchange.issue_description import PAGE_COLUMNS, with_keys
from articles.exchange.issue_schema import (
    ArrangementShape,
    ArticleShape,
    IssueShape,
    PageShape,
    PictureShape,
    TagShape,
)
from articles.exchange.unpack import Unpacked, unpack
from articles.importing import identities
from articles.importing.issues import Identity
from articles.importing.results import ArticleResult, IssueResult, PageResult
from articles.models import (
    Article,
    ArticleTag,
    Correction,
    Illustration,
    ImportRun,
    Issue,
    Page,
    PageArrangement,
    Publication,
    Section,
    Tag,
    TagDecision,
)
from articles.models.article_content import EXPORTED_COLUMNS, Signature
from articles.models.choices import ImportOutcome, TaggingState, TagOrigin
from articles.models.paper import is_free_prefix
from articles.search import full_text
from articles.text.images import WIDTHS, name_of_size

if TYPE_CHECKING:
    from datetime import datetime

M = TypeVar("M", bound=models.Model)


_PICTURE: Any = Illustration._meta.get_field("picture")


class RestoredPage(NamedTuple):
    page: Page
    shape: PageShape
    articles: list[Article]  # in the order of the shape; none of a page that was there
    is_new: bool

    @property
    def outcome(self) -> ImportOutcome:
        return ImportOutcome.CREATED if self.is_new else ImportOutcome.UNCHANGED


def take_back(path: Path) -> IssueResult:
    """What became of an archive; with a fault nothing of it is stored."""
    try:
        return restore(path)
    except ArchiveError as fault:
        return IssueResult(ImportOutcome.FAILED, Identity("", None, ""), faults=(str(fault),))


def restore(path: Path) -> IssueResult:
    """Store an archive whole, with its ledger row, or nothing of it: ArchiveError says why."""
    archive, started_at = unpack(path), timezone.now()
    stored: list[Illustration] = []
    result = None
    try:
        with transaction.atomic():
            issue, is_new = _issue(archive.issue)
            pages = _pages(archive.issue, issue, path)
            _parts(pages, archive, stored)
            result = _result(archive.issue, issue, is_new, pages, path)
            _ledger(result, pages, is_new, started_at, path)
            _dates(archive.issue, issue, is_new, pages)
    except (DatabaseError, OSError, ValidationError) as fault:
        reason = " ".join(str(fault).split())
        raise ArchiveError(
            _("%(archive)s was not stored: %(reason)s. Nothing was changed.")
            % {"archive": path, "reason": reason}
        ) from fault
    finally:
        if result is None:
            for one in stored:
                _forget(one)
    return result


def _issue(shape: IssueShape) -> tuple[Issue, bool]:
    told = shape.publication
    paper = Publication(name=told.name, prefix=told.prefix, description=told.description)
    is_new_paper = not Publication.objects.filter(name=told.name).exists()
    if is_free_prefix(paper.prefix):  # else the import below makes the paper under another
        Publication.objects.bulk_create([paper], ignore_conflicts=True)
    identity = Identity(told.name, shape.date, shape.edition)
    identities.wait_for_turn(identity)
    issue, is_new = identities.issue_row(identity)
    if is_new_paper:  # it may have got another prefix, where its own is another paper's
        Publication.objects.filter(pk=issue.publication_id).update(description=told.description)
    if is_new:
        issue.number, issue.page_count = shape.number, shape.page_count
        issue.save(update_fields=["number", "page_count"])
    return issue, is_new


def _pages(shape: IssueShape, issue: Issue, path: Path) -> list[RestoredPage]:
    there = {page.number: page for page in issue.pages.all()}
    restored = []
    for told in shape.pages:
        page = there.get(told.number)
        if page and page.source_text != told.source_text:
            raise ArchiveError(
                _(
                    "%(archive)s: page %(page)s is there already with another text. "
                    "Delete that page, then import again."
                )
                % {"archive": path, "page": told.number}
            )
        if page:
            restored.append(RestoredPage(page, told, [], is_new=False))
            continue
        page = Page(issue=issue, **{name: getattr(told, name) for name in PAGE_COLUMNS})
        page.save(force_insert=True)
        restored.append(RestoredPage(page, told, _articles(page, told, issue), is_new=True))
    return restored


def _articles(page: Page, told: PageShape, issue: Issue) -> list[Article]:
    sections = _sections(told.articles, issue.publication)
    articles = [
        Article(
            page=page,
            section=sections[one.section.name] if one.section else None,
            **{name: getattr(one, name) for name in EXPORTED_COLUMNS},
        )
        for one in told.articles
    ]
    return Article.objects.bulk_create(articles)


def _sections(articles: Iterable[ArticleShape], paper: Publication) -> dict[str, Section]:
    slugs = {article.section.name: article.section.slug for article in articles if article.section}
    return Section.objects.ensure(paper, slugs, slugs)


def _parts(pages: Sequence[RestoredPage], archive: Unpacked, stored: list[Illustration]) -> None:
    """What belongs to the articles that are new, and what knows them."""
    new = [
        pair
        for one in pages
        if one.is_new
        for pair in zip(one.articles, one.shape.articles, strict=True)
    ]
    _bylines(new)
    _tags(new)
    _tag_decisions(new)
    _corrections(new)
    pictures = []
    for article, shape in new:
        pictures += [_illustration(article, shown, archive, stored) for shown in shape.pictures]
    content.save_pictures(pictures, ())
    for one in pages:
        if one.is_new and one.shape.arrangement:
            _arrangement(one, one.shape.arrangement)
    full_text.index([article for article, _shape in new])


_New = Sequence[tuple[Article, ArticleShape]]


def _bylines(new: _New) -> None:
    kinds = {}
    entries = []
    for article, shape in new:
        signatures, orders = [], []
        for line in shape.bylines:
            signatures.append(Signature(line.name, line.affiliation, line.role))
            orders.append(line.order)
            kinds[line.name, line.affiliation] = line.kind
        entries.append(ArticleBylines(article, signatures, orders))
    content.write_bylines(entries, (), kinds)


def _tags(new: _New) -> None:
    shapes = []
    for _article, shape in new:
        shapes.extend(shape.tags)
    tags = _ensure_tags(shapes)
    rows: dict[tuple[int, int], ArticleTag] = {}
    for article, shape in new:
        for tagged in shape.tags:
            row = ArticleTag(
                content_object=article,
                tag=tags[tagged.name],
                score=tagged.score,
                origin=tagged.origin,
                evidence=tagged.evidence,
            )
            key = (article.pk, row.tag.pk)
            if key not in rows or rows[key].origin != TagOrigin.EDITOR:
                rows[key] = row  # two names of one tag: the editor's choice goes first
    ArticleTag.objects.bulk_create(rows.values())


def _tag_decisions(new: _New) -> None:
    rows, shapes = [], []
    for article, shape in new:
        for decision in shape.tag_decisions:
            rows.append(TagDecision(article=article, name=decision.name, kind=decision.kind))
            shapes.append(decision)
    _set(TagDecision.objects.bulk_create(rows), shapes, "at")


def _corrections(new: _New) -> None:
    corrections = [(article, one) for article, shape in new for one in shape.corrections]
    notes = [Correction(article=article, note=one.note) for article, one in corrections]
    _set(Correction.objects.bulk_create(notes), [one for _article, one in corrections], "at")


def _ensure_tags(shapes: Iterable[TagShape]) -> dict[str, Tag]:
    """The tag that each name means here; one that there is none of is made as it was."""
    by_name = {shape.name: shape for shape in shapes}
    tags = content_names.find_tags(by_name)
    missing = [by_name[name] for name in sorted(by_name) if name not in tags]
    Tag.objects.bulk_create(
        [Tag(name=shape.name, slug=shape.slug, type=shape.type) for shape in missing],
        ignore_conflicts=True,
    )
    tags |= content_names.find_tags(shape.name for shape in missing)
    for shape in missing:
        if shape.name not in tags:  # its slug belongs to another tag
            tag, _is_new = Tag.objects.get_or_create(name=shape.name, defaults={"type": shape.type})
            tags[shape.name] = tag
    return tags


def _illustration(
    article: Article, shown: PictureShape, archive: Unpacked, stored: list[Illustration]
) -> Illustration:
    row = Illustration(
        article=article,
        caption=shown.caption,
        credit=shown.credit,
        alt=shown.alt,
        order=shown.order,
    )
    if shown.file:
        row.picture.save(
            PurePosixPath(shown.file).name, ContentFile(archive.pictures[shown.file]), save=False
        )
        stored.append(row)
        _PICTURE.update_dimension_fields(row, force=True)
    return row


def _forget(row: Illustration) -> None:
    """The files of a picture whose row is rolled back."""
    name, storage = str(row.picture.name), row.picture.storage
    for path in (name, *(name_of_size(name, width) for width in WIDTHS)):
        storage.delete(path)


def _arrangement(restored: RestoredPage, made: ArrangementShape) -> None:
    keys = {str(place): str(article.pk) for place, article in enumerate(restored.articles)}
    row = PageArrangement.objects.create(
        page=restored.page,
        text=made.text,
        blocks=with_keys(made.blocks, keys),
        version=made.version,
    )
    _set([row], [made], "accepted_at")


def _result(
    shape: IssueShape, issue: Issue, is_new: bool, pages: Sequence[RestoredPage], path: Path
) -> IssueResult:
    outcomes = {one.outcome for one in pages}
    pending = [
        article.pk
        for one in pages
        for article in one.articles
        if article.tagging_state == TaggingState.PENDING
    ]
    return IssueResult(
        ImportOutcome.CREATED
        if is_new
        else ImportOutcome.UPDATED
        if ImportOutcome.CREATED in outcomes
        else ImportOutcome.UNCHANGED,
        Identity(shape.publication.name, shape.date, shape.edition, shape.number),
        issue.pk,
        tuple(
            PageResult(
                one.outcome,
                one.page.number,
                f"{path}: {one.shape.source_name}",
                one.shape.encoding,
                articles=tuple(
                    ArticleResult(one.outcome, row.headline, pk=row.pk) for row in one.articles
                ),
            )
            for one in pages
        ),
        retag=tuple(pending),
    )


def _ledger(
    result: IssueResult,
    pages: Sequence[RestoredPage],
    is_new: bool,
    started_at: datetime,
    path: Path,
) -> None:
    """Written so that the import can be undone like any other."""
    new = [one for one in pages if one.is_new]
    ImportRun.objects.create(
        issue_id=result.issue_pk,
        started_at=started_at,
        sources=[str(path)],
        outcome=result.outcome,
        results=[page.to_json() for page in result.pages],
        snapshot={
            "new_issue": is_new,
            "new_pages": [one.page.pk for one in new],
            "created": [[row.pk, row.version] for one in new for row in one.articles],
            "updated": [],
        },
    )


def _dates(shape: IssueShape, issue: Issue, is_new: bool, pages: Sequence[RestoredPage]) -> None:
    """When things were made and changed: last, because every write of ours says now."""
    new = [one for one in pages if one.is_new]
    _set([one.page for one in new], [one.shape for one in new], "created_at", "updated_at")
    for one in new:
        _set(one.articles, one.shape.articles, "created_at", "updated_at")
    if is_new:
        _set([issue], [shape], "created_at", "updated_at")


def _set(rows: Sequence[M], shapes: Sequence[Any], *names: str) -> None:
    """Times that the models set themselves, as they are told. `bulk_update` leaves them so."""
    for row, told in zip(rows, shapes, strict=True):
        for name in names:
            setattr(row, name, getattr(told, name))
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, names)
