"""A stored picture on its way to a browser: whole or in part, by nginx or by the program itself.

Whoever calls it has decided that the reader may see the picture. Whatever the file contains, the
browser takes it for a picture, or saves it, and runs nothing of it.
"""

import re
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from whitenoise.responders import SlicedFile

from articles.models import Illustration
from articles.text.images import content_type_of
from newsroom.response_headers import FILE_POLICY

_PICTURE: Any = Illustration._meta.get_field("picture")
# One range; of several, as of anything else, the whole file is sent. No file has more digits.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def deliver(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file with all headers but those that say who may keep it. Raises Http404 without it."""
    response = _hand_to_nginx(name) if settings.MEDIA_ACCEL else _send(request, name)
    content_type = content_type_of(name)
    # A length alone is no type: the answer to HEAD has the one of GET.
    response.headers["Content-Type"] = content_type or "application/octet-stream"
    response.headers["Content-Disposition"] = "inline" if content_type else "attachment"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _hand_to_nginx(name: str) -> HttpResponseBase:
    """Nginx takes the rest from here: ranges, conditions, its own ETag."""
    response = HttpResponse()
    folder = settings.MEDIA_ACCEL.rstrip("/")
    response.headers["X-Accel-Redirect"] = f"{folder}/{quote(name)}"
    return response


def _send(request: HttpRequest, name: str) -> HttpResponseBase:
    storage: Storage = _PICTURE.storage
    try:
        size = storage.size(name)
        modified = int(storage.get_modified_time(name).timestamp())
    except FileNotFoundError as fault:
        raise Http404 from fault
    etag = _etag(name, size, modified)
    unchanged = get_conditional_response(request, etag, modified)
    response = unchanged or _content(request, storage, name, size, etag)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _etag(name: str, size: int, modified: int) -> str:
    digest = blake2b(f"{name} {size} {modified}".encode(), digest_size=16)
    return f'"{digest.hexdigest()}"'


def _content(
    request: HttpRequest, storage: Storage, name: str, size: int, etag: str
) -> HttpResponseBase:
    first, last = 0, size - 1
    status = 200
    part = _range_of(request, size, etag)
    if part is not None:
        first, last = part
        if first > last or first >= size:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        status = 206
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status)
    else:
        file = storage.open(name)
        response = FileResponse(_slice(file, first, last, size), status=status)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def _slice(file: Any, first: int, last: int, size: int) -> Any:
    """The whole file as it is, which the web server can send by itself, or a part of it."""
    if last - first + 1 == size:
        return file
    return SlicedFile(file, first, last)


def _range_of(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The first and the last byte that the browser asks for; None for the whole file.

    The first can lie behind the last, or behind the end: there is no such part then.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match[1], match[2]
    if first:
        return int(first), min(int(last or size), size - 1)
    if last:  # so many bytes at the end
        length = min(int(last), size)
        return size - length, size - 1
    return None
