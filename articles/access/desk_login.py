"""The login at the desk's own address, and the page of who tries too often."""

from __future__ import annotations

from allauth.account.views import login as login_page
from allauth.account.views import password_change as password_page
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from articles.access import guess_alerts, throttle
from articles.access.throttle import Limit
from articles.models import RefusedGuess

# The pages that the library limits itself, and the actions it counts for them.
_ACTIONS = {
    "account_change_password": "change_password",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
    "mfa_reauthenticate_webauthn": "reauthenticate",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
}


def login(request: HttpRequest, *_args: object, **_options: object) -> HttpResponseBase:
    """django-allauth's login, in the place of the admin's.

    Whoever is logged in without the right to the desk would be sent to and fro between the two.
    """
    user = request.user
    if user.is_authenticated and not (user.is_active and user.is_staff):
        return render(request, "account/no_desk.html", status=403)
    response: HttpResponseBase = login_page(request)
    return response


def change_password(request: HttpRequest) -> HttpResponseBase:
    """django-allauth's page, for those at the desk who have a password.

    The others come from a provider: with a password they would have a second way in.
    """
    user = request.user
    if not (user.is_active and user.is_staff):
        return redirect_to_login(request.get_full_path())
    if not user.has_usable_password():
        return HttpResponseRedirect(reverse("mfa_index"))
    response: HttpResponseBase = password_page(request)
    return response


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """The page with the status 429: it says when to try again."""
    match = request.resolver_match
    action = _ACTIONS.get(match.url_name or "", "") if match else ""
    # The view has checked it: it counts the address only of a valid form.
    email = request.POST.get("email", "").lower() if action == "reset_password" else ""
    seconds = throttle.seconds_left(request, Limit(action, email)) if action else 0
    name = request.user.get_username() or email
    what = RefusedGuess.What.ACCOUNT_PAGE
    guess_alerts.report_refused(request, name, what, seconds)
    words = {"sentence": throttle.sentence(seconds)}
    response = render(request, "429.html", words, status=429)
    response.headers["Retry-After"] = str(max(seconds, 1))
    return response
