"""Articles with pictures whose files are there, in the folder of the test."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image

from articles.models import Article, Illustration
from articles.text import images


def png(width: int = 40, height: int = 20, colour: str = "red") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def add_picture(article: Article, content: bytes | None = None, **fields: Any) -> Illustration:
    """A row with its file, as an upload stores it, in all sizes."""
    fields.setdefault("caption", "夜市的灯")
    row = Illustration(article=article, **fields)
    row.picture.save("市长被捕.png", ContentFile(content or png()))
    images.store_sizes(row)
    return row


def stored_files() -> set[str]:
    """The names of all files in MEDIA_ROOT."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def content_of(response: Any) -> bytes:
    """The content of a response, whose file is closed then.

    `response.close()` would close the connection to the database too.
    """
    return b"".join(response)


def leave_pictures_to_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's server for tests would serve MEDIA_ROOT itself, to everybody."""
    handler = "django.test.testcases._MediaFilesHandler._should_handle"
    monkeypatch.setattr(handler, lambda _handler, _path: False)
