"""Pages: what was printed, as it came in, and which articles were found in it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from articles.admin.article.article_admin import STATUS_COLOURS
from articles.admin.paper.source_markup import Mark, marked_lines, marks_of
from articles.admin.paper.workbench_page import WorkbenchAdmin
from articles.admin.site.list_columns import count_of, list_link, sentences
from articles.admin.site.list_filters import EmptyFilter, ProblemsFilter
from articles.admin.site.model_admin import DeskForm
from articles.importing.files.naming import clean_name
from articles.models import Article, Page
from articles.models.choices import Status


class PageForm(DeskForm):
    def clean_number(self) -> str:
        """The part of an address that says which page of the issue; the form leaves the issue out of its own checks."""
        number = clean_name(self.cleaned_data["number"])
        if "/" in number or not number:
            raise ValidationError(
                _("A page number has letters and digits and no slash, such as A03.")
            )
        others = Page.objects.filter(issue=self.instance.issue_id, number=number).exclude(
            pk=self.instance.pk
        )
        if others.exists():
            raise ValidationError(
                _("This issue has a page %(number)s already.") % {"number": number}
            )
        return number


@admin.register(Page)
class PageAdmin(WorkbenchAdmin):
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
        "issue", "staff_shown", "source_name", "encoding", "source_sha256", "parser_version",
        "created_at", "updated_at",
    )  # fmt: skip
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
        rows: QuerySet[Page] = super().get_queryset(request)
        articles = count_of(Article.objects.all(), "page")
        return (
            rows.select_related("issue__publication")
            .defer("source_text", "outside")
            .annotate(articles_count=articles)
        )

    def view_on_site(self, page: Page) -> str | None:
        readable = Page.objects.published().filter(pk=page.pk).exists()
        return page.get_absolute_url() if readable else None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Page | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            articles = list(obj.articles.order_by("position", "pk"))
            marks: list[Mark] = []
            for place, article in enumerate(articles, start=1):
                marks += marks_of((article.base_parse or {}).get("blocks", ()), owner=place)
            context |= {
                "articles": [
                    (article, STATUS_COLOURS.get(Status(article.status), "plain"))
                    for article in articles
                ],
                "source_lines": marked_lines(obj.source_text, marks),
                "problems": sentences(obj.problems),
            }
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response

    @display(description=_("Articles"))
    def articles_in(self, page: Any) -> str:
        return list_link(page.articles_count, Article, page__id__exact=page.pk)

    @display(description=_("Problems"))
    def problems_shown(self, page: Page) -> str:
        return str(len(page.problems) or "")

    @display(description=_("Staff credits"))
    def staff_shown(self, page: Page) -> str:
        return " · ".join(
            " ".join(filter(None, (one.get("role"), one["name"]))) for one in page.staff
        )
