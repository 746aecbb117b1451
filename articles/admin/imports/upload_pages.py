"""Import at the desk: files are sent, looked at, put right, and stored by the code that the command calls."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles import tasks
from articles.admin.imports.import_link import IMPORT, ImportLink
from articles.admin.imports.upload_forms import SHOWN_PAGES, Corrections, publications
from articles.admin.site.model_admin import LedgerAdmin
from articles.editorial import workflow
from articles.editorial.workflow import PUBLISH
from articles.importing.faults import SourceError
from articles.importing.uploads import upload_files, upload_job
from articles.models import ImportRun, Upload
from articles.models.choices import ImportOutcome, UploadState
from articles.text.problems import sentence

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_WORKED_ON = (UploadState.READING, UploadState.STORING)
_SHOWN = 20
COLOURS = {
    ImportOutcome.CREATED: "success",
    ImportOutcome.UPDATED: "info",
    ImportOutcome.FAILED: "danger",
}


class UploadingAdmin(ImportLink, LedgerAdmin):
    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            path(
                "import/",
                site.admin_view(csrf_exempt(self._arrivals)),
                name="articles_importrun_import",
            ),
            path(
                "import/<uuid:pk>/", site.admin_view(self._upload), name="articles_importrun_upload"
            ),
            path(
                "import/<uuid:pk>/progress/",
                site.admin_view(self._progress),
                name="articles_importrun_progress",
            ),
            *super().get_urls(),
        ]

    # --- files come in ---

    def _arrivals(self, request: HttpRequest) -> HttpResponse:
        """Open to forged requests as far as the form is read: too many files are said to be too many."""
        _check_importer(request)
        try:
            request.POST  # noqa: B018  reads what was sent
        except TooManyFilesSent:
            return self._refuse(request, upload_files.too_many())
        answer: HttpResponse = csrf_protect(self._receive)(request)
        return answer

    def _receive(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._show_arrivals(request)
        try:
            language = translation.get_language() or ""
            user = cast("User", request.user)
            upload = upload_files.receive(_sent(request), user, language)
        except SourceError as fault:
            return self._refuse(request, str(fault))
        tasks.start_upload(upload)
        return HttpResponseRedirect(_address(upload))

    def _refuse(self, request: HttpRequest, fault: str) -> HttpResponse:
        return self._show_arrivals(request, fault, status=400)

    def _show_arrivals(
        self, request: HttpRequest, fault: str = "", status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import pages"),
            "fault": fault,
            "uploads": [
                (one, _address(one))
                for one in _seen_by(request).defer("preview", "overrides")[:_SHOWN]
            ],
            "most_files": upload_files.MAX_FILES,
            "most_bytes": upload_files.MAX_SENT,
            "most_megabytes": upload_files.MAX_SENT // 2**20,
        }
        return TemplateResponse(
            request, "admin/articles/importrun/import.html", context, status=status
        )

    # --- one upload ---

    def _upload(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        upload = _find(request, pk)
        if request.method == "POST":
            return self._act(request, upload)
        return self._show(request, upload)

    def _progress(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        upload = _find(request, pk)
        return JsonResponse(
            {
                "state": upload.state,
                "done": upload.done,
                "total": upload.total,
                "at_work": upload.at_work,
            }
        )

    def _act(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if not _is_own(request, upload):
            raise PermissionDenied
        if "_discard" in request.POST:
            upload_job.discard(upload)
            return HttpResponseRedirect(reverse("admin:articles_importrun_import"))
        if "_again" in request.POST:
            return self._look_anew(upload, upload_job.restart(upload))
        if upload.state != UploadState.READY:
            return HttpResponseRedirect(_address(upload))
        if "_take_back" in request.POST:
            return self._look_anew(
                upload, upload_job.include_again(upload, request.POST.getlist("take_back"))
            )
        return self._look_or_import(request, upload)

    def _look_or_import(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """What was changed is looked at before it is imported, whatever button was pressed."""
        issue = _chosen(request, upload)
        corrections = Corrections(issue, request.POST) if issue else None
        if corrections and not corrections.is_valid():
            return self._show(request, upload, corrections, status=400)
        if corrections and (corrections.has_changed() or "_look" in request.POST):
            if "_import" in request.POST:
                messages.warning(
                    request, _("You changed something: look at what was found now, then import.")
                )
            return self._look_anew(upload, upload_job.correct(upload, corrections.said()))
        return self._import(request, upload)

    def _look_anew(self, upload: Upload, is_asked: bool) -> HttpResponse:
        if is_asked:
            tasks.start_upload(upload)
        return HttpResponseRedirect(_address(upload))

    def _import(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if _faults(upload):
            messages.error(
                request,
                _("Nothing was imported: first put right what is marked red, or leave it out."),
            )
            return HttpResponseRedirect(_address(upload))
        publish = "publish" in request.POST and workflow.may(request.user, PUBLISH)
        looks = request.POST.get("looks", "")
        user = cast("User", request.user)
        if looks.isdecimal() and upload_job.confirm(upload, user, int(looks), publish=publish):
            tasks.start_upload(upload)
        return HttpResponseRedirect(_address(upload))

    def _show(
        self,
        request: HttpRequest,
        upload: Upload,
        corrections: Corrections | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import pages"),
            "upload": upload,
            "is_own": _is_own(request, upload),
            "is_worked_on": upload.state in _WORKED_ON,
            "is_stuck": upload.state in _WORKED_ON
            and upload.lease is not None
            and upload.lease < timezone.now(),
            "progress_url": reverse("admin:articles_importrun_progress", args=[upload.pk]),
        }
        if upload.state == UploadState.READY:
            context |= self._preview(request, upload, corrections)
        elif upload.runs:
            context["runs"] = _results(upload)
        return TemplateResponse(
            request, "admin/articles/importrun/upload.html", context, status=status
        )

    def _preview(
        self, request: HttpRequest, upload: Upload, corrections: Corrections | None
    ) -> dict[str, Any]:
        issue = _chosen(request, upload)
        context = {
            "left_out": upload.preview["left_out"],
            "unread": [
                fault
                for one in upload.preview["issues"]
                if not one["pages"]
                for fault in one["faults"]
            ],
            "faults": _faults(upload),
        }
        if issue is None:
            return context
        corrections = corrections or Corrections(issue)
        issues = _with_pages(upload)
        return context | {
            "issues": [(one, _faults_of(one), one is issue) for one in issues],
            "issue": _told(issue),
            "at": issues.index(issue),
            "corrections": corrections,
            "pages": [
                (_told(page), form, [_told(one) for one in page["articles"]])
                for page, form in zip(issue["pages"], corrections.pages.forms, strict=False)
            ],
            "more_pages": max(0, len(issue["pages"]) - SHOWN_PAGES),
            "counts": _counts(issue),
            "publications": publications(),
            "may_publish": workflow.may(request.user, PUBLISH),
        }


def _check_importer(request: HttpRequest) -> None:
    if not request.user.has_perm(IMPORT):
        raise PermissionDenied


def _seen_by(request: HttpRequest) -> QuerySet[Upload]:
    """One's own; those of others need a right of their own."""
    rows = Upload.objects.select_related("user")
    if any(request.user.has_perm(f"articles.{verb}_upload") for verb in ("view", "change")):
        return rows
    return rows.filter(user=request.user.pk)


def _find(request: HttpRequest, pk: uuid.UUID) -> Upload:
    _check_importer(request)
    upload = _seen_by(request).filter(pk=pk).first()
    if upload is None:
        raise Http404
    return upload


def _is_own(request: HttpRequest, upload: Upload) -> bool:
    return upload.user_id == request.user.pk or request.user.has_perm("articles.change_upload")


def _sent(request: HttpRequest) -> list[tuple[str, UploadedFile[Any]]]:
    """The files with their paths, where the browser's script has sent them; without it only their names are known."""
    files: list[UploadedFile[Any]] = request.FILES.getlist("files")
    try:
        paths = json.loads(request.POST.get("paths") or "[]")
    except (ValueError, RecursionError):
        paths = []
    known = (
        isinstance(paths, list)
        and len(paths) == len(files)
        and all(isinstance(one, str) for one in paths)
    )
    return list(zip(paths if known else [file.name or "" for file in files], files, strict=True))


def _address(upload: Upload) -> str:
    return reverse("admin:articles_importrun_upload", args=[upload.pk])


def _chosen(request: HttpRequest, upload: Upload) -> dict[str, Any] | None:
    """The issue that is looked at: the one the address names, else the first with a fault, else the first."""
    issues = _with_pages(upload)
    at = request.GET.get("issue", "")
    if at.isdecimal() and int(at) < len(issues):
        return issues[int(at)]
    return next((issue for issue in issues if _faults_of(issue)), issues[0] if issues else None)


def _with_pages(upload: Upload) -> list[dict[str, Any]]:
    return [issue for issue in upload.preview["issues"] if issue["pages"]]


def _faults(upload: Upload) -> int:
    """What has to be put right; a file in which no page was found is only told of."""
    return sum(map(_faults_of, _with_pages(upload)))


def _faults_of(issue: dict[str, Any]) -> int:
    return len(issue["faults"]) + sum(bool(page["fault"]) for page in issue["pages"])


def _counts(issue: dict[str, Any]) -> dict[str, int]:
    articles = [article for page in issue["pages"] for article in page["articles"]]
    outcomes = Counter(article["outcome"] for article in articles if not article["conflict"])
    return {
        **{outcome.value: outcomes[outcome.value] for outcome in ImportOutcome},
        "articles": len(articles),
        "conflicts": sum(article["conflict"] for article in articles),
        "doubtful": sum(bool(article["problems"]) for article in articles),
    }


def _told(found: dict[str, Any]) -> dict[str, Any]:
    """A part of a preview with its outcome as a word and a colour, and its doubts in words."""
    told = _as_badge(found["outcome"]) if found["outcome"] else {}
    if "problems" in found:
        confidence = found["confidence"]
        told["doubts"] = [sentence(code) for code in found["problems"]]
        told["percent"] = None if confidence is None else round(confidence * 100)
    return found | told


def _as_badge(value: str) -> dict[str, Any]:
    outcome = ImportOutcome(value)
    return {"result": outcome.label, "colour": COLOURS.get(outcome, "plain")}


def _results(upload: Upload) -> list[tuple[ImportRun, dict[str, int]]]:
    runs = (
        ImportRun.objects.filter(pk__in=upload.runs)
        .select_related("issue__publication")
        .order_by("pk")
    )
    return [(run, _outcomes(run)) for run in runs]


def _outcomes(run: ImportRun) -> dict[str, int]:
    found = Counter(article["outcome"] for page in run.results for article in page["articles"])
    return {outcome.value: found[outcome.value] for outcome in ImportOutcome} | {
        "pages": len(run.results)
    }
