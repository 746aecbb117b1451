"""A list that opens fast: it sorts keys and not rows, and keeps its rendered filters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.views.main import PAGE_VAR
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from unfold.templatetags.unfold_list import result_headers
from unfold.views import ChangeList

from articles.admin.site import list_table

# By model and language. So no filter may offer rows of tables before it is opened.
_IDLE_PANELS: dict[tuple[str, str | None], SafeString] = {}


class KeyedChangeList(ChangeList):
    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        self._request = request
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        unordered = self.root_queryset.order_by()
        queryset = self.apply_select_related(unordered)
        rows = queryset.in_bulk(keys)
        # A row may have been deleted between the two queries.
        self.result_list = [rows[key] for key in keys if key in rows]

    def filter_panel(self) -> SafeString:
        """The filters. Without a chosen filter they are the same for everybody, and kept."""
        parameters = self._request.GET.keys()
        key = (self.opts.label, get_language())
        if key in _IDLE_PANELS and parameters <= {PAGE_VAR}:
            return _IDLE_PANELS[key]
        template = "unfold/helpers/change_list_filter.html"
        panel = render_to_string(template, {"cl": self}, self._request)
        # The links of a panel repeat the parameters, so only one without any is kept.
        if not parameters:
            _IDLE_PANELS[key] = panel
        return panel

    def headings(self) -> list[dict[str, Any]]:
        return list(result_headers(self))

    def table(self) -> Iterator[SafeString]:
        return list_table.rows_of(self)
