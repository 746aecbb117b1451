"""Group page files into issues, by options, issue.toml and the names of files and folders."""

import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files import manifest
from articles.importing.files.file_source import PageFile, find_pages
from articles.importing.files.manifest import Manifest, read_manifest
from articles.importing.files.naming import (
    PageName,
    natural_order,
    read_folder_names,
    read_page_name,
)

T = TypeVar("T")
_EDITION_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells an issue from others. An unknown publication is empty, an unknown date None."""

    publication: str = ""
    date: datetime.date | None = None
    edition: str = ""
    number: int | None = None
    page_count: int | None = None

    def __str__(self) -> str:
        date = str(self.date or "")
        parts = (self.publication, date, self.edition)
        return " ".join(filter(None, parts))

    def to_json(self) -> dict[str, Any]:
        """The fields that a person can correct."""
        return {
            "publication": self.publication,
            "date": str(self.date or ""),
            "edition": self.edition,
            "number": self.number,
        }


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A page file in its issue.

    `number` is empty where no name tells it, `title` where the parser may find one.
    """

    file: PageFile
    number: str = ""
    title: str = ""
    encoding: str = ""  # the one that a person chose for this page

    @property
    def name(self) -> str:
        return self.file.names[-1]


@dataclass(frozen=True, slots=True)
class PageOverride:
    """What a person entered for one page file; it replaces what names and issue.toml say."""

    identity: Identity
    number: str = ""  # of the page; empty where names decide
    encoding: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """The files of one issue, and the faults for which it cannot be imported."""

    identity: Identity
    pages: tuple[IssuePage, ...] = ()
    faults: tuple[str, ...] = ()


# A page of an issue, with the identity that was read for this page alone.
_IdentifiedPage = tuple[Identity, IssuePage]


def find_issues(
    paths: Iterable[Path], cli_identity: Identity, *, need_identity: bool = True
) -> list[IssueFiles]:
    """The issues in these paths; `cli_identity` wins over names and issue.toml.

    A fault makes an `IssueFiles` that cannot be imported, and does not touch the others. Without
    `need_identity` an unknown date or publication is no fault.
    """
    files, faults = _find_files(paths)
    return group_files(
        files,
        faults,
        cli_identity,
        need_identity=need_identity,
    )


def group_files(
    files: Iterable[PageFile],
    faults: Iterable[str],
    cli_identity: Identity,
    overrides: Mapping[str, PageOverride] = MappingProxyType({}),
    *,
    need_identity: bool = True,
) -> list[IssueFiles]:
    """Do as `find_issues` does with files that were found, with the `faults` of finding them.

    The keys of `overrides` are the files' display paths; a file that is left out is in no issue.
    """
    pages_by_fault: dict[str, list[IssuePage]] = {fault: [] for fault in faults}
    pages_by_issue: dict[Identity, list[_IdentifiedPage]] = {}
    manifests = _ManifestCache()
    for file in files:
        override = overrides.get(file.display_path)
        if override and override.left_out:
            continue
        try:
            identity, page = _describe(file, manifests, cli_identity, override)
        except SourceError as fault:
            pages_by_fault.setdefault(str(fault), []).append(IssuePage(file))
            continue
        # Pages of one issue may disagree on these two, which do not tell issues apart.
        key = replace(identity, number=None, page_count=None)
        pages_by_issue.setdefault(key, []).append((identity, page))
    issues = []
    for fault_text, pages in pages_by_fault.items():
        issues.append(IssueFiles(Identity(), tuple(pages), (fault_text,)))
    for key, identified_pages in pages_by_issue.items():
        issues.append(_build_issue(key, identified_pages, need_identity))
    return _refuse_shared_number(issues, cli_identity)


def number_pages(
    pages: Sequence[IssuePage], taken: Mapping[str, str] = MappingProxyType({})
) -> list[IssuePage]:
    """Give the pages without a number the next free ones, in name order.

    `taken` maps the page numbers that the issue has already to the names of the files they came
    from: the same file gets the same number again.
    """
    named_numbers = {page.number for page in pages}
    earlier_numbers = {
        name: number for number, name in taken.items() if number not in named_numbers
    }
    free_numbers = _free_numbers(named_numbers.union(taken))
    numbers = {}
    for page in sorted(pages, key=_natural_order_of):
        number = page.number
        if not number:
            number = earlier_numbers.pop(page.name, "")
        if not number:
            number = next(free_numbers)
        numbers[page.file.path] = number
    return [replace(page, number=numbers[page.file.path]) for page in pages]


def _natural_order_of(page: IssuePage) -> list[tuple[int, int, str]]:
    return natural_order(page.name)


def _free_numbers(used: set[str]) -> Iterator[str]:
    for count in itertools.count(1):
        number = f"{count:02d}"
        if number not in used:
            yield number


def _find_files(paths: Iterable[Path]) -> tuple[list[PageFile], list[str]]:
    """The page files, each once, and the faults of the paths that hold none."""
    files: dict[PurePath, PageFile] = {}
    faults = []
    for path in paths:
        try:
            pages = find_pages(path)
        except SourceError as fault:
            faults.append(str(fault))
            continue
        for file in pages:
            files[file.path] = file
    return list(files.values()), faults


class _ManifestCache:
    """The issue.toml files beside and above pages, each read once."""

    def __init__(self) -> None:
        self._cache: dict[PurePath, Manifest | SourceError] = {}

    def nearest(self, file: PageFile) -> tuple[PurePath, Manifest]:
        """The folder of the nearest manifest, and the manifest.

        Folders above the file's root are not searched.
        """
        for folder in file.path.parents:
            path = folder / manifest.NAME
            if file.source.exists(path):
                return folder, self._read(path, file)
            if folder == file.root:
                break
        return file.root, Manifest()

    def _read(self, path: PurePath, file: PageFile) -> Manifest:
        if path not in self._cache:
            try:
                self._cache[path] = _read_complete(path, file)
            except SourceError as fault:
                self._cache[path] = fault
        cached = self._cache[path]
        if isinstance(cached, SourceError):
            raise cached
        return cached


def _read_complete(path: PurePath, file: PageFile) -> Manifest:
    """A manifest whose pages all exist; SourceError names one that is missing."""
    display_path = file.source.display_path(path)
    read = read_manifest(file.source.read(path), display_path)
    for name in read.pages:
        if not file.source.exists(path.parent / name):
            raise SourceError(
                _(
                    "%(place)s lists the page “%(name)s”, which is not there. "
                    "Add the file or take out the line."
                )
                % {"place": display_path, "name": name}
            )
    return read


def _describe(
    file: PageFile,
    manifests: _ManifestCache,
    cli_identity: Identity,
    override: PageOverride | None,
) -> _IdentifiedPage:
    folder, from_manifest = manifests.nearest(file)
    page = _build_page(file, folder, from_manifest)
    if override is None:
        return _identify(file, from_manifest, cli_identity), page
    identity = replace(
        override.identity,
        page_count=from_manifest.page_count,
    )
    overridden = replace(
        page,
        number=override.number or page.number,
        encoding=override.encoding,
    )
    return identity, overridden


def _build_page(file: PageFile, folder: PurePath, from_manifest: Manifest) -> IssuePage:
    below_folder = file.path.relative_to(folder)
    page_name = from_manifest.pages.get(below_folder.as_posix())
    if page_name is None:
        page_name = _name_of_file(file)
    if page_name is None:
        return IssuePage(file)
    return IssuePage(
        file,
        page_name.number,
        page_name.title,
    )


def _name_of_file(file: PageFile) -> PageName | None:
    path = PurePath(file.names[-1])
    return read_page_name(path.stem)


def _identify(file: PageFile, from_manifest: Manifest, cli_identity: Identity) -> Identity:
    from_folder = read_folder_names(file.names[:-1])
    edition = cli_identity.edition or _agreed(
        "edition",
        from_folder.edition,
        from_manifest.edition,
        file,
    )
    publication = cli_identity.publication or _agreed(
        "publication",
        from_folder.publication,
        from_manifest.publication,
        file,
    )
    date = cli_identity.date or _agreed(
        "date",
        from_folder.date,
        from_manifest.date,
        file,
    )
    slug = slugify(edition, allow_unicode=True)
    return Identity(
        publication,
        date,
        slug[:_EDITION_LENGTH],
        cli_identity.number or from_manifest.number,
        cli_identity.page_count or from_manifest.page_count,
    )


def _agreed(option: str, from_folder: T, from_manifest: T, file: PageFile) -> T:
    """The value that is known; SourceError where folder and manifest contradict each other."""
    if not from_folder or not from_manifest or from_folder == from_manifest:
        return from_manifest or from_folder
    raise SourceError(
        _(
            "%(place)s: its name says “%(name)s”, issue.toml says “%(manifest)s”. "
            "Say which with --%(option)s."
        )
        % {
            "place": file.source.display_path(file.path.parent),
            "name": from_folder,
            "manifest": from_manifest,
            "option": option,
        }
    )


def _build_issue(
    key: Identity, identified_pages: Sequence[_IdentifiedPage], need_identity: bool
) -> IssueFiles:
    """The issue of these pages; its number and page count are the first that a page knows."""
    numbers = [identity.number for identity, _page in identified_pages]
    page_counts = [identity.page_count for identity, _page in identified_pages]
    identity = replace(
        key,
        number=next(filter(None, numbers), None),
        page_count=next(filter(None, page_counts), None),
    )
    pages = tuple(page for _identity, page in identified_pages)
    faults = _identity_faults(identity, pages) if need_identity else []
    faults += _number_faults(pages)
    return IssueFiles(identity, pages, tuple(faults))


def _identity_faults(identity: Identity, pages: Sequence[IssuePage]) -> list[str]:
    display_path = pages[0].file.display_path
    faults = []
    if identity.date is None:
        faults.append(
            _(
                "%(place)s: nothing says the date of the issue. "
                "Give it (option --date) or name the folder 2024-10-15."
            )
            % {"place": display_path}
        )
    if not identity.publication:
        faults.append(
            _(
                "%(place)s: nothing says which paper it is. "
                "Name it (option --publication) or a folder around the file."
            )
            % {"place": display_path}
        )
    return faults


def _number_faults(pages: Sequence[IssuePage]) -> list[str]:
    """A sentence for each page number that several files have."""
    counts = Counter(page.number for page in pages if page.number)
    faults = []
    for number, count in counts.items():
        if count == 1:
            continue
        files = [page.file.display_path for page in pages if page.number == number]
        faults.append(
            _(
                "%(files)s are all page %(number)s. Rename all but one, "
                "or import them as issues of their own."
            )
            % {"files": ", ".join(files), "number": number}
        )
    return faults


def _refuse_shared_number(issues: list[IssueFiles], cli_identity: Identity) -> list[IssueFiles]:
    """Add a fault to each of several issues that would all get one issue number."""
    if cli_identity.number is None or len(issues) < 2:
        return issues
    count = len(issues)
    fault = _("--number belongs to one issue, and here are %d. Import them one by one.") % count
    refused = []
    for issue in issues:
        faults = (*issue.faults, fault)
        refused.append(replace(issue, faults=faults))
    return refused
