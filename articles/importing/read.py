"""Read the pages of an issue in memory: bytes, text, record. The database is not touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.decoding import DecodedText, decode
from articles.importing.files.naming import clean_name
from articles.importing.issues import Identity, IssueFiles, IssuePage
from articles.parsing import PageRecord, parse_page
from articles.text.problems import REFUSED, sentence

_NO_RECORD = PageRecord(())


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as far as it was read. With a `fault` the fields from `sha256` on are empty."""

    page: IssuePage
    sha256: str = ""  # of the file's bytes
    text: str = ""
    encoding: str = ""
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


def _read_page(page: IssuePage, encoding: str) -> ReadPage:
    display_path = page.file.display_path
    data = page.file.read()
    decoded = decode(data, display_path, page.encoding or encoding)
    if not clean_name(decoded.text):
        raise SourceError(
            _("%(place)s holds no text. Take the file away, or put the text of the page in it.")
            % {"place": display_path}
        )
    record = parse_page(decoded.text)
    _refuse_unreadable(record, display_path)
    return ReadPage(
        page,
        sha256=sha256(data).hexdigest(),
        text=decoded.text,
        encoding=decoded.encoding,
        record=record,
        notes=tuple(_notes(page, decoded, record)),
    )


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


def _notes(page: IssuePage, decoded: DecodedText, record: PageRecord) -> Iterator[str]:
    if not page.number:
        yield _("Its name says no page number; such pages are numbered in name order.")
    if decoded.is_guess:
        yield (
            _(
                "It is not UTF-8 and was read as %s; if it reads as nonsense, "
                "give its encoding (option --encoding)."
            )
            % decoded.encoding
        )
    for problem in record.problems:
        yield sentence(problem.code)
