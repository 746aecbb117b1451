"""Who may work here: accounts and groups, in the look of the desk."""

from __future__ import annotations

from typing import Any

# Imported so that what they register can be taken off again below.
from allauth.account import admin as _email_admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factor_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _provider_admin  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from articles.access.desk_login import login
from articles.admin.site.model_admin import LedgerAdmin
from articles.admin.site.navigation import SEE_ACCOUNTS
from articles.admin.site.permission_names import name_permissions
from articles.admin.site.row_form import VersionedForm
from articles.admin.site.row_trail import TrailedAdmin
from articles.models import RefusedGuess

_FORM_TEMPLATE = "admin/articles/change_form.html"
# The program writes these; a form would put back what stood there when it was opened.
_WRITTEN_AT_LOGIN = ("last_login", "date_joined")
_RIGHTS = ("is_superuser", "is_staff", "groups", "user_permissions")

setattr(admin.site, "login", login)  # noqa: B010 - mypy takes it for a method that is replaced
admin.site.unregister(User)
admin.site.unregister(Group)
# Nobody edits the tables of the login's library; a second factor is taken away with its account's
# form.
admin.site.unregister([EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])


class SecondFactorInline(TabularInline):
    """The second factors of an account, for a superuser to take away when a phone is lost."""

    model = Authenticator
    verbose_name = _("second factor")
    verbose_name_plural = _("second factors")
    fields = readonly_fields = ("type", "created_at", "last_used_at")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


class AccountForm(VersionedForm, UserChangeForm):
    """The theme's, with a version."""


class GroupForm(VersionedForm):
    """A plain one, with a version."""


@admin.register(User)
# Generic in the stubs only.
class UserAdmin(TrailedAdmin, DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg]
    form = AccountForm
    change_form_template = _FORM_TEMPLATE
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    compressed_fields = False
    inlines = (SecondFactorInline,)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **options)
        return name_permissions(field)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody but a superuser sets a superuser's password or takes the account away."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and _may_touch(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Only superusers give out rights: others would give themselves all of them."""
        fields = (*super().get_readonly_fields(request, obj), *_WRITTEN_AT_LOGIN)
        if _is_superuser(request):
            return fields
        return (*fields, *_RIGHTS)


@admin.register(Group)
class GroupAdmin(TrailedAdmin, DjangoGroupAdmin, ModelAdmin):
    """A group is a set of rights: only superusers change one."""

    form = GroupForm
    change_form_template = _FORM_TEMPLATE

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **options: Any
    ) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **options)
        return name_permissions(field)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


@admin.register(RefusedGuess)
class RefusedGuessAdmin(LedgerAdmin):
    """Where passwords are being guessed, for those who see the accounts."""

    list_display = ("at", "what", "name", "address")
    list_filter = ("what",)
    search_fields = ("name", "address")
    date_hierarchy = "at"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_see_accounts = request.user.has_perm(SEE_ACCOUNTS)
        return may_see_accounts or bool(super().has_view_permission(request, obj))


def _may_touch(request: HttpRequest, account: User | None) -> bool:
    """Whether the account is none of a superuser, or the user is a superuser too."""
    if account is None or not account.is_superuser:
        return True
    return _is_superuser(request)


def _is_superuser(request: HttpRequest) -> bool:
    user = request.user
    return user.is_active and user.is_superuser
