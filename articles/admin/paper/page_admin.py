"""Pages: what was printed, as it came in, and which articles were found in it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from articles.admin.paper.source_markup import BlockMark, block_marks, source_lines
from articles.admin.paper.workbench_page import Workbench
from articles.admin.site.badges import status_colour
from articles.admin.site.list_columns import count_of, list_link, sentences
from articles.admin.site.list_filters import EmptyFilter, ProblemsFilter
from articles.admin.site.model_admin import PlacedAdmin, RowForm
from articles.editorial.desk_access import readable, reads_all
from articles.importing.files.naming import clean_name
from articles.models import Article, Page


class PageForm(RowForm):
    def clean_number(self) -> str:
        """The number stands in the page's address, and once in an issue.

        The form's own checks leave out that constraint, because the issue is no field of it.
        """
        number = clean_name(self.cleaned_data["number"])
        if "/" in number or not number:
            raise ValidationError(
                _("A page number has letters and digits and no slash, such as A03.")
            )
        same_number = Page.objects.filter(issue=self.instance.issue_id, number=number)
        if same_number.exclude(pk=self.instance.pk).exists():
            message = _("This issue has a page %(number)s already.")
            raise ValidationError(message % {"number": number})
        return number


@admin.register(Page)
class PageAdmin(PlacedAdmin):
    _part_classes = (Workbench,)
    form = PageForm
    list_display = ("number", "issue", "title", "articles_in", "problems_shown", "source_name")
    list_select_related = ("issue__publication",)
    list_filter = (
        ("issue", AutocompleteSelectFilter),
        ProblemsFilter,
        EmptyFilter,
        ("issue__publication", AutocompleteSelectFilter),
    )
    search_fields = ("issue__date", "number", "title", "source_name")
    readonly_fields = (
        "issue",
        "staff_shown",
        "source_name",
        "encoding",
        "source_sha256",
        "parser_version",
        "created_at",
        "updated_at",
    )
    fieldsets = (
        (None, {"fields": ("issue", ("number", "title"), "staff_shown")}),
        (
            _("Where it came from"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("source_name", "encoding"),
                    "source_sha256",
                    ("parser_version", "created_at"),
                    "updated_at",
                ),
            },
        ),
    )
    compressed_fields = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A page is what an import makes of a file."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        pages: QuerySet[Page] = super().get_queryset(request)
        pages = pages.select_related("issue__publication")
        pages = pages.defer("source_text", "outside")
        articles = count_of(Article.objects.all(), "page")
        return pages.annotate(articles_count=articles)

    def view_on_site(self, page: Page) -> str | None:
        published = Page.objects.published()
        if not published.filter(pk=page.pk).exists():
            return None
        return page.get_absolute_url()

    def _form_context(self, request: HttpRequest, obj: Page) -> dict[str, Any]:
        rows = []
        marks: list[BlockMark] = []
        articles = readable(Article.objects.order_by(), request.user).filter(page=obj)
        articles = articles.order_by("position", "pk")
        for owner, article in enumerate(articles, start=1):
            blocks = (article.base_parse or {}).get("blocks", ())
            marks += block_marks(blocks, owner)
            rows.append((article, status_colour(article.status)))
        # The source is the text of all its articles.
        lines = []
        if reads_all(request.user):
            lines = source_lines(obj.source_text, marks)
        return {
            "articles": rows,
            "reads_all": reads_all(request.user),
            "source_lines": lines,
            "problems": sentences(obj.problems),
        }

    @display(description=_("Articles"))
    def articles_in(self, page: Any) -> str:
        return list_link(page.articles_count, Article, page__id__exact=page.pk)

    @display(description=_("Problems"))
    def problems_shown(self, page: Page) -> str:
        return str(len(page.problems) or "")

    @display(description=_("Staff credits"))
    def staff_shown(self, page: Page) -> str:
        lines = []
        for person in page.staff:
            words = (person.get("role"), person["name"])
            line = " ".join(filter(None, words))
            lines.append(line)
        return " · ".join(lines)
