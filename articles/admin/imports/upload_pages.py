"""Import at the desk: files are sent, previewed, put right, and stored.

The code that stores them is the same that the command calls.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    UnreadablePostError,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles import tasks
from articles.admin.imports.import_link import IMPORT
from articles.admin.imports.upload_forms import MAX_PAGES, PreviewForms, publication_names
from articles.admin.site.admin_part import AdminPart, read_key, user_of
from articles.admin.site.badges import outcome_badge
from articles.admin.site.list_columns import percent
from articles.editorial import workflow
from articles.editorial.workflow import PUBLISH
from articles.importing.faults import SourceError
from articles.importing.uploads import upload_files, upload_job
from articles.models import ImportRun, Upload
from articles.models.choices import ImportOutcome, UploadState
from articles.text.problems import sentence

_WORKED_ON = (UploadState.READING, UploadState.STORING)
_UPLOADS_IN_LIST = 20
_MEGABYTE = 2**20


class UploadPages(AdminPart):
    def urls(self) -> list[URLPattern]:
        # Django's check of forged requests reads the form, and fails where it has too many files.
        arrivals = csrf_exempt(self._arrivals)
        return [
            self.admin_path("import/", arrivals, "articles_importrun_import"),
            self.admin_path("import/<uuid:pk>/", self._upload, "articles_importrun_upload"),
            self.admin_path(
                "import/<uuid:pk>/progress/", self._progress, "articles_importrun_progress"
            ),
        ]

    # --- files come in ---

    def _arrivals(self, request: HttpRequest) -> HttpResponse:
        """Reads the form before it is checked, to say in a sentence that it has too many files.

        Large files are written to the system's folder for temporary files while they arrive.
        """
        _check_importer(request)
        try:
            request.POST  # noqa: B018  reads what was sent
        except TooManyFilesSent:
            return self._refuse(request, upload_files.too_many())
        except UnreadablePostError:
            # The browser has gone away.
            raise
        except OSError as fault:
            folder = Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
            return self._refuse(request, upload_files.not_writable(fault, folder))
        response: HttpResponse = csrf_protect(self._receive)(request)
        return response

    def _receive(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._show_arrivals(request)
        language = translation.get_language() or ""
        user = user_of(request)
        try:
            upload = upload_files.receive(_sent_files(request), user, language)
        except SourceError as error:
            return self._refuse(request, str(error))
        tasks.start_upload(upload)
        return HttpResponseRedirect(_address(upload))

    def _refuse(self, request: HttpRequest, fault: str) -> HttpResponse:
        return self._show_arrivals(request, fault, status=400)

    def _show_arrivals(
        self, request: HttpRequest, fault: str = "", status: int = 200
    ) -> HttpResponse:
        uploads = _visible_uploads(request).defer("preview", "overrides")[:_UPLOADS_IN_LIST]
        context = {
            **self.page_context(request, _("Import pages")),
            "fault": fault,
            "uploads": [(upload, _address(upload)) for upload in uploads],
            "most_files": upload_files.MAX_FILES,
            "most_bytes": upload_files.MAX_SENT,
            "most_megabytes": upload_files.MAX_SENT // _MEGABYTE,
        }
        template = "admin/articles/importrun/import.html"
        return TemplateResponse(request, template, context, status=status)

    # --- one upload ---

    def _upload(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        upload = _get_upload(request, pk)
        if request.method == "POST":
            return self._act(request, upload)
        return self._show(request, upload)

    def _progress(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        upload = _get_upload(request, pk)
        return JsonResponse(
            {
                "state": upload.state,
                "done": upload.done,
                "total": upload.total,
                "at_work": upload.at_work,
            }
        )

    def _act(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if not _may_change(request, upload):
            raise PermissionDenied
        if "_discard" in request.POST:
            upload_job.discard(upload)
            return HttpResponseRedirect(reverse("admin:articles_importrun_import"))
        if "_again" in request.POST:
            return _start_if(upload_job.restart(upload), upload)
        if upload.state != UploadState.READY:
            return HttpResponseRedirect(_address(upload))
        if "_take_back" in request.POST:
            places = request.POST.getlist("take_back")
            return _start_if(upload_job.include_again(upload, places), upload)
        return self._preview_or_import(request, upload)

    def _preview_or_import(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """What was changed is previewed before it is imported, whatever button was pressed."""
        issue = _selected_issue(request, upload)
        if issue is None:
            return self._import(request, upload)
        forms = PreviewForms(issue, request.POST)
        if not forms.is_valid():
            return self._show(request, upload, forms, status=400)
        if not forms.has_changed() and "_look" not in request.POST:
            return self._import(request, upload)
        if "_import" in request.POST:
            message = _("You changed something: look at what was found now, then import.")
            messages.warning(request, message)
        overrides = forms.overrides()
        looks = read_key(request.POST.get("looks", ""))
        is_started = upload_job.correct(upload, overrides, looks)
        if not is_started:
            message = _("Somebody else has corrected this upload meanwhile: look at it anew.")
            messages.error(request, message)
        return _start_if(is_started, upload)

    def _import(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if _count_faults(upload):
            message = _(
                "Nothing was imported: first put right what is marked red, or leave it out."
            )
            messages.error(request, message)
            return HttpResponseRedirect(_address(upload))
        publish = "publish" in request.POST and workflow.may(request.user, PUBLISH)
        looks = read_key(request.POST.get("looks", ""))
        is_confirmed = looks is not None and upload_job.confirm(
            upload,
            user_of(request),
            looks,
            publish=publish,
        )
        return _start_if(is_confirmed, upload)

    def _show(
        self,
        request: HttpRequest,
        upload: Upload,
        forms: PreviewForms | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.page_context(request, _("Import pages")),
            "upload": upload,
            "is_own": _may_change(request, upload),
            "is_worked_on": upload.state in _WORKED_ON,
            "is_stuck": _is_stuck(upload),
            "progress_url": reverse("admin:articles_importrun_progress", args=[upload.pk]),
        }
        if upload.state == UploadState.READY:
            context |= _preview_context(request, upload, forms)
        elif upload.runs:
            context["runs"] = _import_results(upload)
        template = "admin/articles/importrun/upload.html"
        return TemplateResponse(request, template, context, status=status)


def _start_if(is_wanted: bool, upload: Upload) -> HttpResponse:
    """Have the upload worked on, where the job took the request, and show it."""
    if is_wanted:
        tasks.start_upload(upload)
    return HttpResponseRedirect(_address(upload))


# --- who may see and change an upload ---


def _check_importer(request: HttpRequest) -> None:
    if not request.user.has_perm(IMPORT):
        raise PermissionDenied


def _visible_uploads(request: HttpRequest) -> QuerySet[Upload]:
    """The user's own; those of others need a permission of their own."""
    uploads = Upload.objects.select_related("user")
    for permission in ("articles.view_upload", "articles.change_upload"):
        if request.user.has_perm(permission):
            return uploads
    return uploads.filter(user=request.user.pk)


def _get_upload(request: HttpRequest, pk: uuid.UUID) -> Upload:
    _check_importer(request)
    upload = _visible_uploads(request).filter(pk=pk).first()
    if upload is None:
        raise Http404
    return upload


def _may_change(request: HttpRequest, upload: Upload) -> bool:
    if upload.user_id == request.user.pk:
        return True
    return request.user.has_perm("articles.change_upload")


def _is_stuck(upload: Upload) -> bool:
    """Whether its worker has not been heard of for longer than its lease."""
    if upload.state not in _WORKED_ON or upload.lease is None:
        return False
    return upload.lease < timezone.now()


def _address(upload: Upload) -> str:
    return reverse("admin:articles_importrun_upload", args=[upload.pk])


# --- what was sent ---


def _sent_files(request: HttpRequest) -> list[tuple[str, UploadedFile[Any]]]:
    """The files with their paths, which a script sends; without it, with their names."""
    files: list[UploadedFile[Any]] = request.FILES.getlist("files")
    paths = _sent_paths(request)
    if len(paths) != len(files):
        paths = [file.name or "" for file in files]
    pairs = zip(paths, files, strict=True)
    return list(pairs)


def _sent_paths(request: HttpRequest) -> list[str]:
    """A list of words, or nothing."""
    try:
        paths = json.loads(request.POST.get("paths") or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(paths, list):
        return []
    if all(isinstance(path, str) for path in paths):
        return paths
    return []


# --- the preview: an upload's `preview` as its template reads it ---


def _preview_context(
    request: HttpRequest, upload: Upload, forms: PreviewForms | None
) -> dict[str, Any]:
    context = {
        "left_out": upload.preview["left_out"],
        "unread": _faults_without_page(upload),
        "faults": _count_faults(upload),
    }
    issue = _selected_issue(request, upload)
    if issue is None:
        return context
    issues = _issues_with_pages(upload)
    if forms is None:
        forms = PreviewForms(issue)
    return {
        **context,
        "issues": [(entry, _count_issue_faults(entry), entry is issue) for entry in issues],
        "issue": issue | _optional_badge(issue),
        "at": issues.index(issue),
        "corrections": forms,
        "pages": _page_rows(issue, forms),
        "more_pages": max(0, len(issue["pages"]) - MAX_PAGES),
        "counts": _count_articles(issue),
        "publications": publication_names(),
        "may_publish": workflow.may(request.user, PUBLISH),
    }


def _page_rows(issue: dict[str, Any], forms: PreviewForms) -> list[tuple[Any, Any, list[Any]]]:
    """Each page that has a form, with its form and its articles."""
    rows = []
    pairs = zip(issue["pages"], forms.pages.forms, strict=False)
    for page, form in pairs:
        articles = [_article_row(article) for article in page["articles"]]
        row = page | _optional_badge(page)
        rows.append((row, form, articles))
    return rows


def _article_row(article: dict[str, Any]) -> dict[str, Any]:
    return {
        **article,
        **_optional_badge(article),
        "doubts": [sentence(code) for code in article["problems"]],
        "percent": percent(article["confidence"]),
    }


def _optional_badge(result: dict[str, Any]) -> dict[str, object]:
    """Nothing where it is not known yet what an import would do."""
    outcome = result["outcome"]
    return outcome_badge(outcome) if outcome else {}


def _selected_issue(request: HttpRequest, upload: Upload) -> dict[str, Any] | None:
    """The issue that the address names, else the first with a fault, else the first."""
    issues = _issues_with_pages(upload)
    place = read_key(request.GET.get("issue", ""))
    if place is not None and place < len(issues):
        return issues[place]
    for issue in issues:
        if _count_issue_faults(issue):
            return issue
    return issues[0] if issues else None


def _issues_with_pages(upload: Upload) -> list[dict[str, Any]]:
    issues = upload.preview["issues"]
    return [issue for issue in issues if issue["pages"]]


def _faults_without_page(upload: Upload) -> list[str]:
    """Of files in which no page was read; they do not stand in the way of an import."""
    faults: list[str] = []
    for issue in upload.preview["issues"]:
        if not issue["pages"]:
            faults += issue["faults"]
    return faults


def _count_faults(upload: Upload) -> int:
    """How many faults have to be put right before the import."""
    issues = _issues_with_pages(upload)
    return sum(map(_count_issue_faults, issues))


def _count_issue_faults(issue: dict[str, Any]) -> int:
    count = len(issue["faults"])
    for page in issue["pages"]:
        if page["fault"]:
            count += 1
    return count


def _count_articles(issue: dict[str, Any]) -> dict[str, int]:
    """How many articles the import would create, update and leave; conflicts are counted apart."""
    outcomes: Counter[str] = Counter()
    counts = {"articles": 0, "conflicts": 0, "doubtful": 0}
    for page in issue["pages"]:
        for article in page["articles"]:
            counts["articles"] += 1
            counts["doubtful"] += bool(article["problems"])
            if article["conflict"]:
                counts["conflicts"] += 1
            else:
                outcomes[article["outcome"]] += 1
    return counts | _by_outcome(outcomes)


# --- the results ---


def _import_results(upload: Upload) -> list[tuple[ImportRun, dict[str, int]]]:
    runs = ImportRun.objects.filter(pk__in=upload.runs)
    runs = runs.select_related("issue__publication")
    results = []
    for run in runs.order_by("pk"):
        counts = _count_results(run)
        results.append((run, counts))
    return results


def _count_results(run: ImportRun) -> dict[str, int]:
    outcomes: Counter[str] = Counter()
    for page in run.results:
        for article in page["articles"]:
            outcomes[article["outcome"]] += 1
    counts = _by_outcome(outcomes)
    counts["pages"] = len(run.results)
    return counts


def _by_outcome(counts: Counter[str]) -> dict[str, int]:
    """A number for every outcome, as the templates name each."""
    outcomes = [outcome.value for outcome in ImportOutcome]
    return {outcome: counts[outcome] for outcome in outcomes}
