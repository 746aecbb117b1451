"""What the desk's script does with dragged files: sends them with their paths."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Upload
from tests.admin.browser import fill
from tests.importing.papers import BRIDGE, DAY, FISH, LIGHTS, PAPER

IMPORT = "/admin/articles/importrun/import/"
ISSUE: dict[str, str | bytes] = {
    f"{PAPER}/{DAY}/A01.txt": LIGHTS,
    f"{PAPER}/{DAY}/A02.txt": BRIDGE + FISH,
}


def send(client: Client, files: Mapping[str, str | bytes] | None = None, **fields: Any) -> Any:
    """Post these files, {path: text or bytes}; without a word the two pages of ISSUE."""
    files = files or ISSUE
    sent = [
        SimpleUploadedFile(
            path.rsplit("/", 1)[-1], text.encode() if isinstance(text, str) else text
        )
        for path, text in files.items()
    ]
    return client.post(IMPORT, {"files": sent, "paths": json.dumps(list(files)), **fields})


def sent(client: Client, files: Mapping[str, str | bytes] | None = None) -> Upload:
    """The upload that the server made of these files."""
    answer = send(client, files)
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.latest("created_at")


def address(upload: Upload, page: str = "upload") -> str:
    return reverse(f"admin:articles_importrun_{page}", args=[upload.pk])


def look(client: Client, upload: Upload) -> str:
    html: str = client.get(address(upload)).content.decode()
    return html


def press(
    client: Client,
    upload: Upload,
    button: str,
    changes: Mapping[str, str] | None = None,
    *,
    issue: int = 0,
) -> Any:
    """Post the preview as it stands, with these changes, by this button."""
    url = f"{address(upload)}?issue={issue}"
    return client.post(url, fill(client.get(url), "upload_form", **changes or {}) | {button: ""})
