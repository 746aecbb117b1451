"""An archive back into the tables: one issue, one transaction.

What others share - paper, sections, authors, tags - is looked up by its name, and created where it
is missing. A page that is stored already with the same text stays as it is, with its articles; if
its text differs, nothing is stored.
Who wrote, changed and corrected belongs to the installation, and is not in an archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.conf import settings
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
from articles.models.database_faults import advice
from articles.models.paper import is_free_prefix
from articles.search import full_text
from articles.text.file_faults import STORAGE_FAULTS, writing_fault
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
        if self.is_new:
            return ImportOutcome.CREATED
        return ImportOutcome.UNCHANGED


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
        reason = _reason(fault)
        raise ArchiveError(
            _("%(archive)s was not stored: %(reason)s. Nothing was changed.")
            % {"archive": path, "reason": reason}
        ) from fault
    finally:
        if result is None:
            for row in stored:
                _forget(row)
    return result


def _reason(fault: DatabaseError | OSError | ValidationError) -> str:
    """What was said, and what to do, without its last full stop."""
    sentence = " ".join(str(fault).split())
    if isinstance(fault, DatabaseError):
        sentence = f"{sentence}. {advice(fault)}"
    elif isinstance(fault, OSError) and fault.errno in STORAGE_FAULTS:
        sentence = writing_fault(fault, fault.filename or settings.MEDIA_ROOT)
    return sentence.removesuffix(".").removesuffix("。")


def _issue(shape: IssueShape) -> tuple[Issue, bool]:
    publication = shape.publication
    paper = Publication(
        name=publication.name,
        prefix=publication.prefix,
        description=publication.description,
    )
    same_papers = Publication.objects.filter(name=paper.name)
    is_new_paper = not same_papers.exists()
    if is_free_prefix(paper.prefix):  # else `issue_row` makes the paper under another
        Publication.objects.bulk_create([paper], ignore_conflicts=True)
    identity = Identity(paper.name, shape.date, shape.edition)
    identities.wait_for_turn(identity)
    issue, is_new = identities.issue_row(identity)
    if is_new_paper:  # it may have got another prefix, where its own is another paper's
        stored_papers = Publication.objects.filter(pk=issue.publication_id)
        stored_papers.update(description=paper.description)
    if is_new:
        issue.number = shape.number
        issue.page_count = shape.page_count
        issue.save(update_fields=["number", "page_count"])
    return issue, is_new


def _pages(shape: IssueShape, issue: Issue, path: Path) -> list[RestoredPage]:
    stored_pages = {page.number: page for page in issue.pages.all()}
    restored = []
    for page_shape in shape.pages:
        stored = stored_pages.get(page_shape.number)
        if stored is None:
            restored.append(_new_page(page_shape, issue))
            continue
        if stored.source_text != page_shape.source_text:
            raise ArchiveError(
                _(
                    "%(archive)s: page %(page)s is there already with another text. "
                    "Delete that page, then import again."
                )
                % {"archive": path, "page": page_shape.number}
            )
        restored.append(RestoredPage(stored, page_shape, [], is_new=False))
    return restored


def _new_page(shape: PageShape, issue: Issue) -> RestoredPage:
    columns = {name: getattr(shape, name) for name in PAGE_COLUMNS}
    page = Page(issue=issue, **columns)
    page.save(force_insert=True)
    articles = _articles(page, shape, issue)
    return RestoredPage(page, shape, articles, is_new=True)


def _articles(page: Page, shape: PageShape, issue: Issue) -> list[Article]:
    sections = _sections(shape.articles, issue.publication)
    articles = []
    for article_shape in shape.articles:
        section = None
        if article_shape.section:
            section = sections[article_shape.section.name]
        columns = {name: getattr(article_shape, name) for name in EXPORTED_COLUMNS}
        article = Article(page=page, section=section, **columns)
        articles.append(article)
    return Article.objects.bulk_create(articles)


def _sections(articles: Iterable[ArticleShape], paper: Publication) -> dict[str, Section]:
    slugs = {}
    for article in articles:
        if article.section:
            slugs[article.section.name] = article.section.slug
    return Section.objects.ensure(paper, slugs, slugs)


def _parts(pages: Sequence[RestoredPage], archive: Unpacked, stored: list[Illustration]) -> None:
    """What belongs to the articles that are new, and what knows them."""
    new: list[tuple[Article, ArticleShape]] = []
    for page in pages:
        if page.is_new:
            new += zip(page.articles, page.shape.articles, strict=True)
    _bylines(new)
    _tags(new)
    _tag_decisions(new)
    _corrections(new)
    pictures = []
    for article, shape in new:
        pictures += [_illustration(article, picture, archive, stored) for picture in shape.pictures]
    content.save_pictures(pictures, ())
    for page in pages:
        if page.is_new and page.shape.arrangement:
            _arrangement(page, page.shape.arrangement)
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
            row = TagDecision(
                article=article,
                name=decision.name,
                kind=decision.kind,
            )
            rows.append(row)
            shapes.append(decision)
    rows = TagDecision.objects.bulk_create(rows)
    _set_times(rows, shapes, "at")


def _corrections(new: _New) -> None:
    rows, shapes = [], []
    for article, shape in new:
        for correction in shape.corrections:
            row = Correction(article=article, note=correction.note)
            rows.append(row)
            shapes.append(correction)
    rows = Correction.objects.bulk_create(rows)
    _set_times(rows, shapes, "at")


def _ensure_tags(shapes: Iterable[TagShape]) -> dict[str, Tag]:
    """The tag that each name means here; one that there is none of is made as it was."""
    by_name = {shape.name: shape for shape in shapes}
    tags = content_names.find_tags(by_name)
    missing = [by_name[name] for name in sorted(by_name) if name not in tags]
    new_tags = []
    for shape in missing:
        tag = Tag(name=shape.name, slug=shape.slug, type=shape.type)
        new_tags.append(tag)
    Tag.objects.bulk_create(new_tags, ignore_conflicts=True)
    tags |= content_names.find_tags(shape.name for shape in missing)
    for shape in missing:
        if shape.name not in tags:  # its slug belongs to another tag
            defaults = {"type": shape.type}
            tag, _is_new = Tag.objects.get_or_create(name=shape.name, defaults=defaults)
            tags[shape.name] = tag
    return tags


def _illustration(
    article: Article, shape: PictureShape, archive: Unpacked, stored: list[Illustration]
) -> Illustration:
    """An unsaved row; the file of its picture is stored, and the row is then among `stored`."""
    row = Illustration(
        article=article,
        caption=shape.caption,
        credit=shape.credit,
        alt=shape.alt,
        order=shape.order,
    )
    if shape.file:
        file = ContentFile(archive.pictures[shape.file])
        row.picture.save(PurePosixPath(shape.file).name, file, save=False)
        stored.append(row)
        _PICTURE.update_dimension_fields(row, force=True)
    return row


def _forget(row: Illustration) -> None:
    """The files of a picture whose row is rolled back."""
    name = str(row.picture.name)
    storage = row.picture.storage
    storage.delete(name)
    for width in WIDTHS:
        smaller = name_of_size(name, width)
        storage.delete(smaller)


def _arrangement(page: RestoredPage, shape: ArrangementShape) -> None:
    keys = {}
    for place, article in enumerate(page.articles):
        keys[str(place)] = str(article.pk)
    row = PageArrangement.objects.create(
        page=page.page,
        text=shape.text,
        blocks=with_keys(shape.blocks, keys),
        version=shape.version,
    )
    _set_times([row], [shape], "accepted_at")


def _result(
    shape: IssueShape, issue: Issue, is_new: bool, pages: Sequence[RestoredPage], path: Path
) -> IssueResult:
    pending: list[int] = []
    for page in pages:
        for article in page.articles:
            if article.tagging_state == TaggingState.PENDING:
                pending += [article.pk]
    identity = Identity(
        shape.publication.name,
        shape.date,
        shape.edition,
        shape.number,
    )
    return IssueResult(
        _outcome(is_new, pages),
        identity,
        issue.pk,
        tuple(_page_result(page, path) for page in pages),
        retag=tuple(pending),
    )


def _outcome(is_new: bool, pages: Sequence[RestoredPage]) -> ImportOutcome:
    if is_new:
        return ImportOutcome.CREATED
    if any(page.is_new for page in pages):
        return ImportOutcome.UPDATED
    return ImportOutcome.UNCHANGED


def _page_result(page: RestoredPage, path: Path) -> PageResult:
    articles = [ArticleResult(page.outcome, row.headline, pk=row.pk) for row in page.articles]
    return PageResult(
        page.outcome,
        page.page.number,
        f"{path}: {page.shape.source_name}",
        page.shape.encoding,
        articles=tuple(articles),
    )


def _ledger(
    result: IssueResult,
    pages: Sequence[RestoredPage],
    is_new: bool,
    started_at: datetime,
    path: Path,
) -> None:
    """Written so that the import can be undone like any other."""
    new_pages = [page for page in pages if page.is_new]
    created: list[list[int]] = []
    for page in new_pages:
        created += [[article.pk, article.version] for article in page.articles]
    ImportRun.objects.create(
        issue_id=result.issue_pk,
        started_at=started_at,
        sources=[str(path)],
        outcome=result.outcome,
        results=[page.to_json() for page in result.pages],
        snapshot={
            "new_issue": is_new,
            "new_pages": [page.page.pk for page in new_pages],
            "created": created,
            "updated": [],
        },
    )


def _dates(shape: IssueShape, issue: Issue, is_new: bool, pages: Sequence[RestoredPage]) -> None:
    """When things were made and changed: last, because every write of ours says now."""
    new_pages = [page for page in pages if page.is_new]
    rows = [page.page for page in new_pages]
    shapes = [page.shape for page in new_pages]
    _set_times(rows, shapes, "created_at", "updated_at")
    for page in new_pages:
        _set_times(page.articles, page.shape.articles, "created_at", "updated_at")
    if is_new:
        _set_times([issue], [shape], "created_at", "updated_at")


def _set_times(rows: Sequence[M], shapes: Sequence[Any], *names: str) -> None:
    """Store times of the archive that the models set themselves. `bulk_update` leaves them so."""
    for row, shape in zip(rows, shapes, strict=True):
        for name in names:
            value = getattr(shape, name)
            setattr(row, name, value)
    if rows:
        model = type(rows[0])
        model._default_manager.bulk_update(rows, names)
