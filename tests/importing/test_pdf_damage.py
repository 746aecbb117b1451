"""Damaged PDF files end in one clear sentence, and no process outlives its limit."""

import random
from time import monotonic

import pytest

from articles.importing.faults import SourceError
from articles.importing.files.pdf import pdf_process
from articles.importing.files.pdf.pdf_pages import count_pages, read_pdf_page
from articles.parsing import parse_page
from tests.importing.pdf_files import article_pdf
from tests.typesetter.pdf_drawing import has_fonts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.processes,
    pytest.mark.skipif(not has_fonts(), reason="fonts-noto-cjk is not installed"),
]


def damaged(pdf: bytes, chance: random.Random) -> bytes:
    """The file with bytes changed, cut out, doubled, or with numbers of its objects exchanged."""
    data = bytearray(pdf)
    for _blow in range(chance.choice((1, 3, 20, 200))):
        place = chance.randrange(len(data))
        length = chance.choice((1, 2, 8, 64))
        kind = chance.randrange(5)
        if kind == 0:
            data[place] = chance.randrange(256)
        elif kind == 1:
            del data[place : place + length]
        elif kind == 2:
            data[place:place] = data[place : place + length]
        elif kind == 3:
            data[place : place + length] = chance.randbytes(length)
        else:
            _change_number(data, place, chance)
    return bytes(data[: chance.choice((len(data), len(data), chance.randrange(1, len(data) + 1)))])


def _change_number(data: bytearray, place: int, chance: random.Random) -> None:
    """Write other digits over the next number: lengths, offsets, numbers of objects."""
    for offset in range(place, min(place + 200, len(data))):
        if 48 <= data[offset] <= 57:
            data[offset] = chance.choice(b"0123456789")
            if chance.random() < 0.5:
                return


def read(data: bytes) -> str:
    """How reading a file ends: the sentence of its fault, or that it was read."""
    start = monotonic()
    try:
        for number in range(1, min(3, count_pages(data, "A01.pdf")) + 1):
            text, positions = read_pdf_page(data, number, "A01.pdf")
            parse_page(text, positions)
    except SourceError as fault:
        ending = str(fault)
    else:
        ending = "A01.pdf is read"
    assert monotonic() - start < 4 * pdf_process.SECONDS
    return ending


def damage_many(count: int) -> set[str]:
    """How reading ends of so many files, each damaged in its own way."""
    pdf = article_pdf("江边添了公园", "吊机成了书架")
    endings = set()
    for seed in range(count):
        chance = random.Random(seed)  # noqa: S311  nothing is kept secret
        endings.add(read(damaged(pdf, chance)))
    return endings


def test_damaged_files_are_read_or_refused() -> None:
    endings = damage_many(40)
    assert len(endings) > 1
    assert all(ending.startswith("A01.pdf") for ending in endings)
