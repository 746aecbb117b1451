"""Who must have a second factor, and is led to set it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.access import guess_alerts, throttle
from articles.access.throttle import Limit
from articles.models import RefusedGuess

# Words of `MFA_REQUIRED_ROLES` that are no groups.
SUPERUSERS = "superuser"
EVERYBODY = "*"
_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_SESSION_KEY = "second_factor_settled"


def must_have(user: User) -> bool:
    """Whether one of the user's roles demands a second factor."""
    roles = settings.MFA_REQUIRED_ROLES
    if EVERYBODY in roles or (SUPERUSERS in roles and user.is_superuser):
        return True
    return bool(roles) and user.groups.filter(name__in=roles).exists()


class SecondFactorMiddleware:
    """Leads to the page of the second factor whoever must have one and has none.

    Looked up once in a session, and anew after every visit to the pages where factors are removed:
    pages of the desk cost no query more. A role that somebody gets while logged in counts from the
    next login.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _options: Any
    ) -> HttpResponse | None:
        if not settings.MFA_REQUIRED_ROLES or not request.path.startswith(reverse("admin:index")):
            return None
        if isinstance(request.user, AnonymousUser):
            return None
        if _is_account_page(request):
            request.session.pop(_SESSION_KEY, None)
            return None
        if request.session.get(_SESSION_KEY):
            return None
        if not _lacks(request.user):
            request.session[_SESSION_KEY] = True
            return None
        sentence = _(
            "Your role needs a second factor: set up an authenticator app or a passkey to go on."
        )
        messages.warning(request, sentence)
        return HttpResponseRedirect(reverse("mfa_index"))


def _lacks(user: User) -> bool:
    return must_have(user) and not is_mfa_enabled(user, _FACTORS)


def _is_account_page(request: HttpRequest) -> bool:
    """Pages that lead to a factor, and the ways out."""
    page = request.path.removeprefix(reverse("admin:index"))
    return page.startswith(("account/", "login/", "logout/", "password_change/", "jsi18n/"))


class FactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        """What an authenticator app shows above the code."""
        return str(settings.UNFOLD["SITE_TITLE"])

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody who must have one: a new one can be added before."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=_FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not must_have(user)


class CodeForm(AuthenticateForm):
    """The code at the login. A wrong one is in the log: whoever types it knows the password."""

    def clean_code(self) -> str:
        return _report_faults(self, super().clean_code)


class CodeAgainForm(ReauthenticateForm):
    """The code before a change of the account."""

    def clean_code(self) -> str:
        return _report_faults(self, super().clean_code)


def _report_faults(form: AuthenticateForm | ReauthenticateForm, clean: Callable[[], str]) -> str:
    """The code if it is right. Says when to try again where there were too many."""
    request, user = context.request, form.user
    name = user.get_username()
    try:
        return clean()
    except ValidationError as fault:
        if fault.code != "too_many_login_attempts":
            guess_alerts.report_wrong(request, name, "code")
            raise
        # The library's own key of the codes of a user.
        limit = Limit("login_failed", f"mfa-auth-user-{user.pk}")
        seconds = throttle.seconds_left(request, limit)
        guess_alerts.report_refused(request, name, RefusedGuess.What.ACCOUNT_PAGE, seconds)
        raise ValidationError(throttle.sentence(seconds), code=fault.code) from fault
