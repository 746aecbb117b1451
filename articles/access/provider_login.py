"""OpenID Connect: who comes from the provider, and the groups that a claim gives.

Whoever the provider lets in has an account here from the first login on, without any right. Rights
come from a superuser, or from `OIDC_GROUPS`, which names a group of the desk for a value of the
claim `OIDC_GROUPS_CLAIM`; these groups then follow the claim at every login.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.urls import reverse


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(
        self,
        request: HttpRequest,  # noqa: ARG002
        sociallogin: SocialLogin,  # noqa: ARG002
    ) -> bool:
        """The provider knows who belongs to the house."""
        return True

    def pre_social_login(
        self,
        request: HttpRequest,  # noqa: ARG002
        sociallogin: SocialLogin,
    ) -> None:
        if sociallogin.is_existing:
            follow_claim(sociallogin.user, _claim(sociallogin))
        else:
            _leave_taken_email(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        # Addresses stand in the account's form. A copy here would outlive a change there.
        EmailAddress.objects.filter(user=user).delete()
        follow_claim(user, _claim(sociallogin))
        return user

    def get_connect_redirect_url(
        self,
        request: HttpRequest,  # noqa: ARG002
        socialaccount: Any,  # noqa: ARG002
    ) -> str:
        return reverse("mfa_index")


def follow_claim(user: User, values: set[str]) -> None:
    """Put the user into the groups of these values, and out of the others of `OIDC_GROUPS`.

    Groups that `OIDC_GROUPS` does not name are left alone. Whoever is in a group may open the desk.
    """
    mapped: dict[str, str] = settings.OIDC_GROUPS
    if not mapped:
        return
    names = {mapped[value] for value in values & mapped.keys()}
    lost_names = set(mapped.values()) - names
    user.groups.remove(*Group.objects.filter(name__in=lost_names))
    user.groups.add(*Group.objects.filter(name__in=names))
    user.is_staff = user.is_superuser or user.groups.exists()
    user.save(update_fields=["is_staff"])


def _claim(sociallogin: SocialLogin) -> set[str]:
    """The values of the claim, which may stand in either answer, alone or listed."""
    data: dict[str, Any] = sociallogin.account.extra_data
    values: set[str] = set()
    for answer in (data.get("userinfo"), data.get("id_token")):
        value = (answer or {}).get(settings.OIDC_GROUPS_CLAIM, [])
        listed = [value] if isinstance(value, str) else value
        values.update(str(item) for item in listed)
    return values


def _leave_taken_email(sociallogin: SocialLogin) -> None:
    """An address that an account has already is not given to a second one.

    Otherwise a letter to it would set the password of both.
    """
    user = sociallogin.user
    if user.email and User.objects.filter(email__iexact=user.email).exists():
        user.email = ""
        sociallogin.email_addresses = []
