"""An issue as the files of a zip or folder: the same issue always gives the same bytes."""

import json
import shutil
import zipfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.exchange.exchange_faults import ArchiveError
from articles.exchange.issue_description import IssueDescription, describe
from articles.exchange.issue_schema import IssueShape
from articles.models import Issue
from articles.text.body import read_body
from articles.text.file_faults import writing_fault

DATA, SUMS = "issue.json", "SHA256SUMS"
_STYLE = Path(__file__).parent / "paper.css"
# The earliest time that a zip can name. With the time of packing, no two archives of an issue
# would have the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def export(issue: Issue, target: Path) -> int:
    """Write the issue to a zip, or to a folder if the name does not end in .zip.

    Returns the number of files. Raises ArchiveError, and leaves nothing behind then: the archive
    is written under another name first and gets its name when it is complete.
    """
    if target.exists():
        raise ArchiveError(_("%s is there already. Move it away, or name another file.") % target)
    files = pack(describe(issue))
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        _clear(unfinished)
        _write(files, unfinished, as_zip=target.suffix.lower() == ".zip")
        unfinished.rename(target)
    except OSError as fault:
        with suppress(OSError):
            _clear(unfinished)
        raise ArchiveError(writing_fault(fault, target)) from None
    return len(files)


def pack(described: IssueDescription) -> dict[str, bytes]:
    """The files by their paths, the checksums last."""
    issue = described.issue
    files = {
        DATA: _data(issue),
        "paper.css": _STYLE.read_bytes(),
        "index.html": _front(issue),
    }
    for place in range(len(issue.pages)):
        files[page_file(place)] = _page(issue, place)
    for path in sorted(described.pictures):
        files[path] = described.pictures[path]
    sums = ""
    for path in sorted(files):
        digest = sha256(files[path]).hexdigest()
        sums += f"{digest}  {path}\n"
    files[SUMS] = sums.encode()
    return files


def page_file(place: int) -> str:
    return f"page-{place + 1}.html"


def _data(issue: IssueShape) -> bytes:
    values = issue.model_dump(mode="json")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def _front(issue: IssueShape) -> bytes:
    pages = []
    for place, page in enumerate(issue.pages):
        pages.append((page_file(place), page))
    context = {
        "issue": issue,
        "pages": pages,
    }
    html = render_to_string("exchange/issue.html", context)
    return html.encode()


def _page(issue: IssueShape, place: int) -> bytes:
    page = issue.pages[place]
    is_last = place + 1 == len(issue.pages)
    context = {
        "issue": issue,
        "page": page,
        "articles": [(article, read_body(article.body)) for article in page.articles],
        "before": page_file(place - 1) if place else "",
        "after": "" if is_last else page_file(place + 1),
    }
    html = render_to_string("exchange/page.html", context)
    return html.encode()


def _clear(unfinished: Path) -> None:
    """Take away what an export left that was killed: it would be mixed with this one."""
    if unfinished.is_dir():
        shutil.rmtree(unfinished)
    unfinished.unlink(missing_ok=True)


def _write(files: dict[str, bytes], target: Path, *, as_zip: bool) -> None:
    if as_zip:
        with zipfile.ZipFile(target, "w") as archive:
            for path, content in files.items():
                info = zipfile.ZipInfo(path, _NO_TIME)
                info.external_attr = 0o644 << 16
                info.create_system = 3
                archive.writestr(info, content, _method(path))
    else:
        for path, content in files.items():
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _method(path: str) -> int:
    """Pictures are as small as they get."""
    if path.startswith("pictures/"):
        return zipfile.ZIP_STORED
    return zipfile.ZIP_DEFLATED
