"""The process that reads a PDF ends within its limits, whatever it reads."""

from pathlib import Path
from time import monotonic

import pytest

from articles.importing.faults import SourceError
from articles.importing.files.pdf import pdf_pages, pdf_process
from articles.importing.files.pdf.pdf_process import PdfProcessError

pytestmark = [pytest.mark.processes]


def program(folder: Path, text: str) -> Path:
    path = folder / "child.py"
    path.write_text(text)
    return path


def test_a_process_that_goes_on_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = program(tmp_path, "import time\nwhile True: time.sleep(1)\n")
    monkeypatch.setattr(pdf_process, "_CHILD", endless)
    monkeypatch.setattr(pdf_process, "SECONDS", 1)
    start = monotonic()
    with pytest.raises(SourceError, match="cannot be read within 1 seconds"):
        pdf_pages.count_pages(b"%PDF", "A01.pdf")
    assert monotonic() - start < 8


def test_a_process_that_says_too_much_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talker = program(tmp_path, "import sys\nwhile True: sys.stdout.write('1' * 65536)\n")
    monkeypatch.setattr(pdf_process, "_CHILD", talker)
    monkeypatch.setattr(pdf_process, "_MOST_ANSWERED", 2**20)
    with pytest.raises(PdfProcessError):
        pdf_process.ask(b"%PDF", 1)


def test_a_process_that_falls_over_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = program(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr(pdf_process, "_CHILD", crash)
    with pytest.raises(PdfProcessError):
        pdf_process.ask(b"%PDF", 1)


@pytest.mark.parametrize("answer", ["", "[]", "nonsense"])
def test_an_answer_that_is_no_record_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(pdf_process, "_CHILD", program(tmp_path, f"print({answer!r})"))
    with pytest.raises(PdfProcessError):
        pdf_process.ask(b"%PDF", 1)


def test_memory_and_files_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = "import json, resource as r, sys\nsys.path.insert(0, {!r})\nimport pdf_child\n"
    limits += "pdf_child.set_limits(int(sys.argv[2]), int(sys.argv[3]))\n"
    limits += "print(json.dumps({{'memory': r.getrlimit(r.RLIMIT_AS)[0],"
    limits += " 'files': r.getrlimit(r.RLIMIT_FSIZE)[0]}}))\n"
    folder = str(Path(pdf_process.__file__).parent)
    monkeypatch.setattr(pdf_process, "_CHILD", program(tmp_path, limits.format(folder)))
    assert pdf_process.ask(b"%PDF", 1) == {"memory": pdf_process.MEMORY, "files": 0}
