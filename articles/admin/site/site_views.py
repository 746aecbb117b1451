"""Views of the admin's own site, with a check that it leaves out.

They stand before its addresses in `newsroom.urls`: the site is the theme's, and no class of ours.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.admin.site.admin_part import UnreadableRequest, read_key


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Lead to the public page of a row that the user may see: an address holds its headline."""
    if not _sees(request, content_type_id, object_id):
        raise Http404
    response: HttpResponse = shortcut(request, content_type_id, object_id)
    return response


def _sees(request: HttpRequest, content_type_id: str, object_id: str) -> bool:
    key = read_key(content_type_id)
    content_type = ContentType.objects.filter(pk=key or 0).first()
    model = content_type.model_class() if content_type else None
    model_admin: Any = admin.site._registry.get(model) if model else None
    if model_admin is None:
        return False
    row = model_admin.get_object(request, object_id)
    return row is not None and model_admin.has_view_permission(request, row)


def search(request: HttpRequest) -> HttpResponse:
    """The theme's search, which takes nothing but the number of a page that there is."""
    if request.GET.get("page", "1") != "1":
        raise UnreadableRequest(_("The results of this search stand on one page."))
    response: HttpResponse = admin.site.search(request)  # type: ignore[attr-defined]  # the theme's
    return response
