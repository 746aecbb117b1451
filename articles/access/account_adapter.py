"""What django-allauth calls: at a login, for a new password, for a message."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context
from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from articles.access import background_mail, guess_alerts, known_device, throttle
from articles.models import RefusedGuess

_WHAT = {
    throttle.BY_ADDRESS: RefusedGuess.What.ADDRESS,
    throttle.BY_NAME: RefusedGuess.What.NAME,
    throttle.BY_ACQUAINTANCE: RefusedGuess.What.ACQUAINTANCE,
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made at the desk or by the provider of OpenID Connect; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    # --- guesses -------------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", ""))
        try:
            # The library undoes what stands here, if the password is right.
            self._login_failed_rl_usage = throttle.count_guess(request, name)
        except throttle.NoGuessLeftError as refused:
            what = _WHAT[refused.limit.action]
            guess_alerts.report_refused(request, name, what, refused.seconds)
            raise ValidationError(str(refused), code="too_many_login_attempts") from refused

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", ""))
        guess_alerts.report_wrong(request, name, "password")

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """The device and the address are the owner's from now on."""
        response: HttpResponse = super().post_login(request, user, **options)
        name = user.get_username()
        known_device.remember(response, name)
        throttle.remember_address(request, name)
        return response

    def set_password(self, user: User, password: str) -> None:
        """Whoever got the letter with the link is the owner, on whatever device."""
        super().set_password(user, password)
        throttle.remember_address(context.request, user.get_username())

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Not of those who have nothing to prove it with: they come from the provider."""
        if not get_reauthentication_flows(context.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **options))

    def send_password_reset_mail(
        self,
        user: User,
        email: str,  # noqa: ARG002
        context: dict[str, Any],
    ) -> None:
        """To the address as the desk has it, not as somebody typed it.

        Whoever comes from a provider has no password, and so no second way in.
        """
        if user.has_usable_password():
            super().send_password_reset_mail(user, user.email, context)

    # --- messages ------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        words = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
            **context,
        }
        background_mail.send(self.render_mail(template_prefix, email, words))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """To the address that the desk knows; the library's own table of addresses stays empty."""
        address = email or getattr(user, "email", "")
        super().send_notification_mail(template_prefix, user, context, address)
