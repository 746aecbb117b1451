"""What the desk answers where a request cannot be read, or something around it is broken.

Each answer is a page with one sentence and the way back. `newsroom.error_pages` calls
`bad_request` for what Django refuses itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError, Error, IntegrityError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.site.admin_part import UnreadableRequest, read_key
from articles.models.database_faults import advice
from articles.text.file_faults import STORAGE_FAULTS, writing_fault

logger = logging.getLogger(__name__)

_MEGABYTE = 2**20
_CONFLICT: Final = 409
_UNAVAILABLE: Final = 503
View = Callable[..., HttpResponse]


class DeskFaults:
    """Middleware for the addresses of the desk; it lets all others through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Refuse what no table of ours could hold, before a view asks a database for it."""
        if not is_of_desk(request):
            return
        for text in _texts_of(request, args, kwargs):
            if not _can_be_stored(text):
                raise UnreadableRequest(
                    _("The address has a character in it that no text has. Open the page anew.")
                )
        if request.method == "POST" and _is_list(request):
            _check_selection(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not is_of_desk(request):
            return None
        match fault:
            case OverflowError() | DataError() | IncorrectLookupParameters():
                return _refuse(request, _too_large())
            case IntegrityError():
                return _refuse(request, _same_moment(), status=_CONFLICT)
            case Error():
                return _unavailable(request, advice(fault), fault)
            case UnreadablePostError():
                return None
            case OSError() if fault.errno in STORAGE_FAULTS:
                place = fault.filename or settings.DATA_DIR
                return _unavailable(request, writing_fault(fault, place), fault)
        return None


def is_of_desk(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


def bad_request(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The page for what Django or a view of ours refuses to read."""
    return _refuse(request, _sentence(fault))


def _refuse(request: HttpRequest, sentence: str, status: int = 400) -> HttpResponse:
    user = getattr(request, "user", None)
    if user is None or not admin.site.has_permission(request):
        context: dict[str, Any] = {"sentence": sentence}
        return render(request, "400.html", context, status=status)
    context = {
        **admin.site.each_context(request),
        "title": _("This cannot be done so"),
        "sentence": sentence,
        "is_sent": request.method == "POST",
    }
    return render(request, "admin/articles/refused.html", context, status=status)


def _unavailable(request: HttpRequest, sentence: str, fault: Exception) -> HttpResponse:
    """Needs no database and no user: they may be what is away."""
    logger.error("%s was not answered.", request.path, exc_info=fault)
    context = {
        "sentence": sentence,
        "is_sent": request.method == "POST",
    }
    return render(None, "503.html", context, status=_UNAVAILABLE)


def _sentence(fault: Exception) -> str:
    match fault:
        case UnreadableRequest():
            return str(fault)
        case TooManyFieldsSent():
            limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return _(
                "This was too much at once: a form may have %d fields. "
                "Go back and do it in parts, such as fewer selected rows."
            ) % (limit or 0)
        case TooManyFilesSent():
            limit = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return _("This was too much at once: at most %d files. Send fewer.") % (limit or 0)
        case RequestDataTooBig():
            megabytes = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) / _MEGABYTE
            return (
                _(
                    "This was too much text at once: a form may have %.1f MB. "
                    "Go back and do it in parts."
                )
                % megabytes
            )
        case MultiPartParserError():
            return _("What was sent did not arrive whole. Go back and send it again.")
    return _(
        "The address or what was sent with it cannot be read. "
        "Open the list and choose there what you want."
    )


def _too_large() -> str:
    return _(
        "A number or a text in the address or in what was sent is larger than can be stored. "
        "Go back and make it smaller."
    )


def _same_moment() -> str:
    return _(
        "Somebody else stored the same, or deleted what this belongs to, at the same moment. "
        "Nothing was saved: go back, look at what is there now, and send it again."
    )


def _texts_of(request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[str]:
    """The parts of the address that a view reads, decoded."""
    yield from (str(part) for part in (*args, *kwargs.values()))
    for name, values in request.GET.lists():
        yield name
        yield from map(str, values)


def _can_be_stored(text: str) -> bool:
    """Whether every database takes the text: none takes half a character, and PostgreSQL no NUL."""
    return "\0" not in text and text == text.encode(errors="replace").decode()


def _is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and str(match.url_name).endswith("_changelist")


def _check_selection(request: HttpRequest) -> None:
    """The keys of the rows that an action is for: all our lists are of rows with numbers."""
    for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
        if read_key(str(key)) is None:
            raise UnreadableRequest(
                _("One of the selected rows is none of this list. Select the rows anew.")
            )
