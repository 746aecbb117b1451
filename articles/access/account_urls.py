"""The addresses of django-allauth that are needed, below the desk's own; no others are open.

Nobody signs up, changes an e-mail address or gets a code by e-mail here. The login and the change
of a password stand where Django's admin has them. A lost password needs somewhere to send a letter
from, and OpenID Connect a provider: without those settings their addresses do not exist.
"""

from __future__ import annotations

from allauth.account import views
from allauth.socialaccount import views as provider_views
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from articles.access.desk_login import change_password, login

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", login, name="account_login"),
    path("password_change/", change_password, name="account_change_password"),
    path("account/logout/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("account/2fa/", include("allauth.mfa.urls")),
]
if settings.PASSWORD_RESET:
    urlpatterns += [
        path("account/password/", views.password_reset, name="account_reset_password"),
        path(
            "account/password/sent/",
            views.password_reset_done,
            name="account_reset_password_done",
        ),
        re_path(
            r"^account/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            views.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "account/password/changed/",
            views.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
    ]
if settings.OIDC_SERVER_URL:
    urlpatterns += [
        path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path(
            "account/cancelled/",
            provider_views.login_cancelled,
            name="socialaccount_login_cancelled",
        ),
        path("account/error/", provider_views.login_error, name="socialaccount_login_error"),
    ]
