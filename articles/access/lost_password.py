"""The form that asks for the address to which a link for a new password is sent."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.contrib.auth.models import User


class LostPasswordForm(ResetPasswordForm):
    """Finds accounts by the addresses that the desk knows, however their letters were typed."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        accounts = User.objects.filter(email__iexact=email, is_active=True)
        # A database may take other characters for the same letter.
        self.users = [user for user in accounts if user.email.lower() == email.lower()]
        return email
