"""Guesses of passwords and codes that were refused, and the cache in which they are counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefusedGuess(models.Model):
    """Somebody had no guess left: the first time in an hour, for each name or address."""

    class What(models.TextChoices):
        ADDRESS = "address", _("passwords, from one address")
        NAME = "name", _("passwords of one name, from several addresses")
        ACQUAINTANCE = "acquaintance", _("passwords, on a known device or from a known address")
        ACCOUNT_PAGE = "account_page", _("passwords or codes, on a page of the account")

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    what = models.CharField(_("what was tried"), max_length=20, choices=What.choices)
    name = models.CharField(_("name"), max_length=150)
    address = models.CharField(_("address"), max_length=45)

    class Meta:
        verbose_name = _("refused login")
        verbose_name_plural = _("refused logins")
        ordering: ClassVar = ["-at", "-pk"]
        default_permissions = ("view",)  # and who may see accounts may see it

    def __str__(self) -> str:
        return f"{self.name} ({self.address})"


class CacheEntry(models.Model):
    """The table of Django's database cache, whose columns these are.

    A cache that all processes share without a server: it counts guesses, and knows which code of an
    authenticator was used.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.cache_key
