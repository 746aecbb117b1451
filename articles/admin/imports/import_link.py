"""The way to the import of pages, from the lists where somebody misses an issue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action

IMPORT = "articles.add_importrun"


class ImportLink(ModelAdmin):
    actions_list = ("import_pages",)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(IMPORT)

    # By a method: a right that is named here is looked for in the table, also before that is there.
    @action(
        description=_("Import pages"),
        url_path="to-import",
        icon="upload_file",
        permissions=["import"],
    )
    def import_pages(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_importrun_import"))
