"""Read the pages of an issue in memory: bytes, text, record. The database is not touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.decoding import decode
from articles.importing.files.file_source import PageFile
from articles.importing.files.naming import clean_name
from articles.importing.files.pdf.pdf_pages import read_pdf_page
from articles.importing.issues import Identity, IssueFiles, IssuePage
from articles.parsing import PageRecord, parse_page
from articles.parsing.positions import TextPositions
from articles.parsing.time_limit import PAGE_SECONDS, PageTooSlowError, limited_to
from articles.text.problems import REFUSED, sentence

_PDF = "pdf"  # what stands for an encoding
_NO_RECORD = PageRecord(())


class PageText(NamedTuple):
    """The text of a page file. `positions` say where its lines stand, where the file knows that."""

    sha256: str  # of the file's bytes
    text: str
    encoding: str
    positions: TextPositions | None = None
    # True where neither a byte order mark nor the caller named the encoding, and it is not UTF-8.
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as far as it was read. With a `fault` the fields from `sha256` on are empty."""

    page: IssuePage
    sha256: str = ""  # of the file's bytes
    text: str = ""
    encoding: str = ""
    positions: TextPositions | None = None  # of the lines of the text, where the file knows them
    record: PageRecord = _NO_RECORD
    notes: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """An issue in memory. With any fault nothing of it may be stored."""

    identity: Identity
    pages: tuple[ReadPage, ...]
    faults: tuple[str, ...]


def read_issue(issue: IssueFiles, encoding: str, report: Callable[[IssuePage], None]) -> ReadIssue:
    """Read every page, the good and the bad ones, so that all faults are reported at once."""
    pages = tuple(_read_pages(issue, encoding, report))
    page_faults = [page.fault for page in pages if page.fault]
    return ReadIssue(
        issue.identity,
        pages,
        faults=(*issue.faults, *page_faults),
    )


def _read_pages(
    issue: IssueFiles, encoding: str, report: Callable[[IssuePage], None]
) -> Iterator[ReadPage]:
    for page in issue.pages:
        try:
            yield _read_page(page, encoding)
        except SourceError as fault:
            yield ReadPage(page, fault=str(fault))
        report(page)


def read_text(file: PageFile, declared_encoding: str = "") -> PageText:
    """The text of a page file and what is known of it; SourceError where it cannot be read."""
    display_path = file.display_path
    data = file.read()
    digest = sha256(data).hexdigest()
    if file.is_pdf:
        text, positions = read_pdf_page(data, file.pdf_page or 1, display_path)
        return PageText(digest, text, _PDF, positions)
    decoded = decode(data, display_path, declared_encoding)
    if not clean_name(decoded.text):
        raise SourceError(
            _("%(place)s holds no text. Take the file away, or put the text of the page in it.")
            % {"place": display_path}
        )
    return PageText(digest, decoded.text, decoded.encoding, is_guess=decoded.is_guess)


def _read_page(page: IssuePage, encoding: str) -> ReadPage:
    read = read_text(page.file, page.encoding or encoding)
    record = _parse(read, page.file.display_path)
    _refuse_unreadable(record, page.file.display_path)
    return ReadPage(
        page,
        sha256=read.sha256,
        text=read.text,
        encoding=read.encoding,
        positions=read.positions,
        record=record,
        notes=tuple(_notes(page, read, record)),
    )


def _parse(page: PageText, display_path: str) -> PageRecord:
    try:
        with limited_to(PAGE_SECONDS):
            return (
                parse_page(page.text, page.positions) if page.positions else parse_page(page.text)
            )
    except PageTooSlowError as fault:
        raise SourceError(
            _(
                "%(place)s was given up after %(seconds)d seconds; a printed page takes less than "
                "one. Look whether the file holds the text of one page."
            )
            % {"place": display_path, "seconds": PAGE_SECONDS}
        ) from fault


def _refuse_unreadable(record: PageRecord, display_path: str) -> None:
    for problem in record.problems:
        if problem.code in REFUSED:
            raise SourceError(
                _("%(place)s, line %(line)d: %(reason)s")
                % {
                    "place": display_path,
                    "line": problem.spans[0].line,
                    "reason": sentence(problem.code),
                }
            )


def _notes(page: IssuePage, read: PageText, record: PageRecord) -> Iterator[str]:
    if not page.number:
        yield _("Its name says no page number; such pages are numbered in name order.")
    if read.is_guess:
        yield (
            _(
                "It is not UTF-8 and was read as %s; if it reads as nonsense, "
                "give its encoding (option --encoding)."
            )
            % read.encoding
        )
    for problem in record.problems:
        yield sentence(problem.code)
