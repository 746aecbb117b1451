"""Which page files make which issue, from options, issue.toml and the names of files and folders."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from articles.importing.files.naming import natural_order, read_folder_names, read_page_name

T = TypeVar("T")
_EDITION_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Identity:
    """What an issue is. An unknown publication or date is empty or None."""

    publication: str = ""
    date: datetime.date | None = None
    edition: str = ""
    number: int | None = None
    page_count: int | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.publication, str(self.date or ""), self.edition)))

    def to_json(self) -> dict[str, Any]:
        """What a person can say of an issue."""
        return {
            "publication": self.publication,
            "date": str(self.date or ""),
            "edition": self.edition,
            "number": self.number,
        }


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A page file in its issue. `number` is empty where nothing says it, `title` where the parser may find one."""

    file: PageFile
    number: str = ""
    title: str = ""
    encoding: str = ""  # where a person said it of this page

    @property
    def name(self) -> str:
        return self.file.names[-1]


@dataclass(frozen=True, slots=True)
class PageOverride:
    """What a person said of one page file, in place of what names and issue.toml say."""

    identity: Identity
    number: str = ""  # of the page; empty where names decide
    encoding: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """The files of one issue, and the faults for which it cannot go in."""

    identity: Identity
    pages: tuple[IssuePage, ...] = ()
    faults: tuple[str, ...] = ()


def find_issues(
    paths: Iterable[Path], told: Identity, *, need_identity: bool = True
) -> list[IssueFiles]:
    """The issues in these paths; what is `told` wins over names and issue.toml.

    A fault makes an `IssueFiles` that cannot go in, and the others are not touched by it. Without
    `need_identity` it is no fault that nothing says date or publication.
    """
    files, faults = _find_files(paths)
    return sort_files(files, faults, told, need_identity=need_identity)


def sort_files(
    files: Iterable[PageFile],
    faults: Iterable[str],
    told: Identity,
    said: Mapping[str, PageOverride] = MappingProxyType({}),
    *,
    need_identity: bool = True,
) -> list[IssueFiles]:
    """As `find_issues`, of files that were found, with the `faults` of finding them.

    `said` is by the file's place; what is left out is in no issue.
    """
    failed: dict[str, list[IssuePage]] = {fault: [] for fault in faults}
    manifests, members = _Manifests(), dict[Identity, list[tuple[Identity, IssuePage]]]()
    for file in files:
        own = said.get(file.display_path)
        if own and own.left_out:
            continue
        try:
            identity, page = _describe(file, manifests, told, own)
        except SourceError as fault:
            failed.setdefault(str(fault), []).append(IssuePage(file))
        else:
            members.setdefault(replace(identity, number=None, page_count=None), []).append(
                (identity, page)
            )
    issues = [IssueFiles(Identity(), tuple(pages), (fault,)) for fault, pages in failed.items()]
    issues += [_put_together(key, found, need_identity) for key, found in members.items()]
    return _one_number(issues, told)


def number_pages(
    pages: Sequence[IssuePage], taken: Mapping[str, str] = MappingProxyType({})
) -> list[IssuePage]:
    """Give the pages without a number the next free ones, in name order.

    `taken` are the page numbers the issue has already, each with the file name it came from: the
    same file gets the same number again.
    """
    said = {page.number for page in pages}
    used = {*taken, *said}
    by_name = {name: number for number, name in taken.items() if number not in said}
    free = (
        number
        for count in range(1, len(pages) + len(used) + 1)
        if (number := f"{count:02d}") not in used
    )
    numbers = {}
    for page in sorted(pages, key=lambda page: natural_order(page.name)):
        numbers[page.file.path] = page.number or by_name.pop(page.name, "") or next(free)
    return [replace(page, number=numbers[page.file.path]) for page in pages]


def _find_files(paths: Iterable[Path]) -> tuple[list[PageFile], list[str]]:
    files: dict[PurePath, PageFile] = {}
    faults = []
    for path in paths:
        try:
            files.update({file.path: file for file in find_pages(path)})
        except SourceError as fault:
            faults.append(str(fault))
    return list(files.values()), faults


class _Manifests:
    """The issue.toml files beside and above pages, each read once."""

    def __init__(self) -> None:
        self._known: dict[PurePath, Manifest | SourceError] = {}

    def above(self, file: PageFile) -> tuple[PurePath, Manifest]:
        """The nearest one and its folder, no further up than what was given."""
        for folder in file.path.parents:
            place = folder / manifest.NAME
            if file.source.exists(place):
                return folder, self._read(place, file)
            if folder == file.root:
                break
        return file.root, Manifest()

    def _read(self, place: PurePath, file: PageFile) -> Manifest:
        if place not in self._known:
            try:
                self._known[place] = _read_complete(place, file)
            except SourceError as fault:
                self._known[place] = fault
        known = self._known[place]
        if isinstance(known, SourceError):
            raise known
        return known


def _read_complete(place: PurePath, file: PageFile) -> Manifest:
    found = read_manifest(file.source.read(place), file.source.display_path(place))
    for name in found.pages:
        if not file.source.exists(place.parent / name):
            raise SourceError(
                _(
                    "%(place)s lists the page “%(name)s”, which is not there. Add the file or take out the line."
                )
                % {"place": file.source.display_path(place), "name": name}
            )
    return found


def _describe(
    file: PageFile, manifests: _Manifests, told: Identity, said: PageOverride | None
) -> tuple[Identity, IssuePage]:
    folder, outright = manifests.above(file)
    page = outright.pages.get(file.path.relative_to(folder).as_posix()) or read_page_name(
        PurePath(file.names[-1]).stem
    )
    found = IssuePage(file, *page) if page else IssuePage(file)
    if said:
        identity = replace(said.identity, page_count=outright.page_count)
        return identity, replace(found, number=said.number or found.number, encoding=said.encoding)
    return _identify(file, outright, told), found


def _identify(file: PageFile, outright: Manifest, told: Identity) -> Identity:
    says = read_folder_names(file.names[:-1])
    edition = told.edition or _agreed("edition", says.edition, outright.edition, file)
    return Identity(
        told.publication or _agreed("publication", says.publication, outright.publication, file),
        told.date or _agreed("date", says.date, outright.date, file),
        slugify(edition, allow_unicode=True)[:_EDITION_LENGTH],
        told.number or outright.number,
        told.page_count or outright.page_count,
    )


def _agreed(option: str, folder_says: T, manifest_says: T, file: PageFile) -> T:
    if folder_says and manifest_says and folder_says != manifest_says:
        raise SourceError(
            _(
                "%(place)s: its name says “%(name)s”, issue.toml says “%(manifest)s”. Say which with --%(option)s."
            )
            % {
                "place": file.source.display_path(file.path.parent),
                "name": folder_says,
                "manifest": manifest_says,
                "option": option,
            }
        )
    return manifest_says or folder_says


def _put_together(
    key: Identity, members: Sequence[tuple[Identity, IssuePage]], need_identity: bool
) -> IssueFiles:
    pages = tuple(page for _identity, page in members)
    identity = replace(
        key,
        number=next((found.number for found, _page in members if found.number), None),
        page_count=next((found.page_count for found, _page in members if found.page_count), None),
    )
    faults = _unidentified(identity, pages) if need_identity else []
    return IssueFiles(identity, pages, (*faults, *_numbered_twice(pages)))


def _unidentified(identity: Identity, pages: Sequence[IssuePage]) -> list[str]:
    place = pages[0].file.display_path
    faults = []
    if identity.date is None:
        faults.append(
            _(
                "%(place)s: nothing says the date of the issue. Give it (option --date) or name the folder 2024-10-15."
            )
            % {"place": place}
        )
    if not identity.publication:
        faults.append(
            _(
                "%(place)s: nothing says which paper it is. Name it (option --publication) or a folder around the file."
            )
            % {"place": place}
        )
    return faults


def _numbered_twice(pages: Sequence[IssuePage]) -> list[str]:
    return [
        _(
            "%(files)s are all page %(number)s. Rename all but one, or import them as issues of their own."
        )
        % {
            "files": ", ".join(page.file.display_path for page in pages if page.number == number),
            "number": number,
        }
        for number, count in Counter(page.number for page in pages if page.number).items()
        if count > 1
    ]


def _one_number(issues: list[IssueFiles], told: Identity) -> list[IssueFiles]:
    if told.number is None or len(issues) < 2:
        return issues
    fault = _("--number belongs to one issue, and here are %d. Import them one by one.") % len(
        issues
    )
    return [replace(issue, faults=(*issue.faults, fault)) for issue in issues]
