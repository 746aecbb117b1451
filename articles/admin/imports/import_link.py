"""The way to the import of pages, from the lists where somebody misses an issue.

An admin takes both functions as its methods, and names `import_pages` in `actions_list`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

IMPORT = "articles.add_importrun"


def has_import_permission(_model_admin: Any, request: HttpRequest) -> bool:
    """Whether the user may bring issues in.

    A method and not the permission's name: the theme looks a name up in the table, also before
    the table is there.
    """
    return request.user.has_perm(IMPORT)


@action(
    description=_("Import pages"),
    url_path="to-import",
    icon="upload_file",
    permissions=["import"],
)
def import_pages(_model_admin: Any, _request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_importrun_import"))
