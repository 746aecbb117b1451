"""The page for a request that cannot be read, in the clothes of what it was sent to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.admin.site import desk_faults


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The desk's own page says what was wrong; readers only come here by a broken link."""
    if desk_faults.is_of_desk(request):
        return desk_faults.bad_request(request, exception)
    return render(request, "400.html", status=400)
