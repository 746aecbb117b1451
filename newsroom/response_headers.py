"""The headers that keep a browser from doing what our pages never ask of it, on every response.

django-csp was considered: it has had no release for more than a year, and a policy here is one
line. Django 6.0 has a middleware of its own, which can take over the two policies.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

# The public pages need no inline script or style, so a script that gets into an editor's text never
# runs.
PUBLIC_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The theme of the desk reads its attributes as scripts (Alpine), hence 'unsafe-eval', and writes
# its colours into the page, hence 'unsafe-inline' for styles. No inline script runs here either.
DESK_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
    " script-src 'self' 'unsafe-eval'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A file that somebody uploaded: whatever it contains, it is shown as a picture and nothing in it
# runs.
FILE_POLICY = "default-src 'none'; sandbox"

# What a browser could give to a script. Only names that Chromium knows: it complains of others.
_UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class ResponseHeadersMiddleware:
    """Adds each header that the response has not set itself.

    It stands first, so that it sees the responses of all other middlewares too: static files,
    redirects to HTTPS, refused hosts, faults.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy_for(request.path_info))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def _policy_for(path: str) -> str:
    if not path.startswith(reverse("admin:index")):
        return PUBLIC_POLICY
    provider = urlsplit(settings.OIDC_SERVER_URL)
    if not provider.hostname:
        return DESK_POLICY
    # The button of the login is a form whose answer leads to the provider.
    forms = f"form-action 'self' {provider.scheme}://{provider.netloc}"
    return DESK_POLICY.replace("form-action 'self'", forms)
