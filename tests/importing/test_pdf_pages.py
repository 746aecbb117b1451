"""Pages that come as PDF are read beside text files, or refused in one clear sentence."""

import shutil
from pathlib import Path

import pytest

from articles.importing.faults import SourceError
from articles.importing.files.pdf import pdf_child, pdf_pages, pdf_process
from articles.importing.files.pdf.pdf_pages import count_pages, read_pdf_page
from articles.importing.issues import Identity, find_issues
from articles.importing.run import import_issues, read_issues
from articles.models import Article, Page
from tests.importing.papers import DAY, PAPER
from tests.importing.pdf_files import (
    PARAGRAPHS,
    TITLE,
    article_pdf,
    empty_pdf,
    latin_pdf,
    locked_pdf,
)
from tests.typesetter.pdf_drawing import has_fonts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.processes,
    pytest.mark.skipif(not has_fonts(), reason="fonts-noto-cjk is not installed"),
]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return article_pdf()


@pytest.fixture(scope="module")
def issue_pdf() -> bytes:
    return article_pdf("江边添了公园", "吊机成了书架")


def lay(root: Path, **files: bytes) -> Path:
    folder = root / PAPER / DAY
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return folder


def test_a_page_is_read_in_order_with_the_places_of_its_lines(pdf: bytes) -> None:
    text, positions = read_pdf_page(pdf, 1, "A01.pdf")
    assert text.split("\n\n") == [TITLE, *PARAGRAPHS]
    title, paragraph = positions.lines[0], positions.lines[2]
    assert title is not None
    assert paragraph is not None
    assert [part.line.text for part in title.parts] == [TITLE]
    assert title.parts[0].line.size == pytest.approx(30, abs=0.1)
    assert len(paragraph.parts) > 2
    tops = [box.top for box in paragraph.boxes]
    assert tops == sorted(tops)


def test_the_process_and_the_program_in_it_say_the_same(pdf: bytes) -> None:
    assert pdf_process.ask(pdf, 1) == pdf_child.read_file(pdf, 1)
    assert pdf_child.read_file(pdf, 0) == {"pages": 1}
    assert pdf_child.read_file(pdf, 2) == {"fault": "no_such_page"}


@pytest.mark.django_db
def test_a_pdf_is_imported_beside_a_text_file(tmp_path: Path, pdf: bytes) -> None:
    folder = lay(tmp_path, A01=pdf)
    (folder / "A02.txt").write_text("小巷装上新路灯\n\n居民说,晚上出门亮堂多了。\n")
    results = list(import_issues([folder], Identity()))
    assert [result.faults for result in results] == [()]
    assert Page.objects.get(number="A01").encoding == "pdf"
    article = Article.objects.get(page__number="A01")
    assert article.title == TITLE


def test_a_pdf_of_an_issue_is_one_page_for_each_of_its_pages(
    tmp_path: Path, issue_pdf: bytes
) -> None:
    path = tmp_path / f"{PAPER}-{DAY}.pdf"
    path.write_bytes(issue_pdf)
    (issue,) = find_issues([path], Identity())
    assert str(issue.identity) == f"{PAPER} {DAY}"
    assert [page.number for page in issue.pages] == ["01", "02"]
    assert issue.pages[1].file.display_path == f"{path}, page 2"
    (read,) = read_issues([path], Identity())
    titles = [page.record.articles[0].title for page in read.pages]
    assert titles == ["江边添了公园", "吊机成了书架"]


def test_a_zip_of_pdf_is_read_like_its_folder(tmp_path: Path, pdf: bytes) -> None:
    lay(tmp_path / "in", A01=pdf)
    packed = shutil.make_archive(str(tmp_path / "some"), "zip", tmp_path / "in")
    (read,) = read_issues([Path(packed)], Identity())
    assert read.faults == ()
    assert read.pages[0].record.articles[0].title == TITLE


def test_a_damaged_page_is_a_fault_of_its_issue_alone(tmp_path: Path, pdf: bytes) -> None:
    folder = lay(tmp_path, A01=pdf, A02=b"%PDF-1.7 no more")
    (read,) = read_issues([folder], Identity())
    (fault,) = read.faults
    assert fault.endswith(
        "A02.pdf is damaged or no PDF. Export it again, or put its text in a .txt file."
    )


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (empty_pdf, "A01.pdf holds no characters, only pictures"),
        (locked_pdf, "A01.pdf is locked with a password"),
        (latin_pdf, "A01.pdf: its fonts do not say which characters they draw"),
        (lambda: b"", "A01.pdf is damaged or no PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(SourceError, match=sentence):
        read_pdf_page(make(), 1, "A01.pdf")


def test_files_that_are_too_large_are_refused(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_PDF_FILE", 2**20)
    with pytest.raises(SourceError, match="larger than 1 MB"):
        count_pages(bytes(2**20 + 1), "A01.pdf")
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 0)
    with pytest.raises(SourceError, match="has 1 pages; an issue has at most 0"):
        count_pages(pdf, "A01.pdf")


def test_a_page_of_too_many_characters_is_refused(
    monkeypatch: pytest.MonkeyPatch, pdf: bytes
) -> None:
    monkeypatch.setattr(pdf_child, "MAX_CHARACTERS", 10)
    monkeypatch.setattr(pdf_process, "ask", pdf_child.read_file)
    with pytest.raises(SourceError, match="more characters than any printed page"):
        read_pdf_page(pdf, 1, "A01.pdf")
