"""Two thousand damaged PDF files: some minutes, and only when asked for (`make torture`)."""

import pytest

from tests.importing.test_pdf_damage import damage_many
from tests.typesetter.pdf_drawing import has_fonts


@pytest.mark.torture
@pytest.mark.skipif(not has_fonts(), reason="fonts-noto-cjk is not installed")
def test_two_thousand_damaged_files_are_read_or_refused() -> None:
    endings = damage_many(2_000)
    assert all(ending.startswith("A01.pdf") for ending in endings)
