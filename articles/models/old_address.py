"""Where things stood before they were moved or renamed, because readers still ask there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.paper import Issue, Page, Publication, Section

AddressOwner = Publication | Issue | Page | Section
_OWNERS = ("publication", "issue", "page", "section")


class OldAddress(models.Model):
    """A former address, decoded. Several things may have had the same, one after the other."""

    path = models.CharField(max_length=300, db_index=True)
    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="old_addresses", null=True
    )
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="old_addresses", null=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="old_addresses", null=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="old_addresses", null=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                name="old_address_has_one_owner",
                condition=Q(
                    *(
                        Q(**{f"{other}__isnull": other != owner for other in _OWNERS})
                        for owner in _OWNERS
                    ),
                    _connector=Q.OR,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def owner(self) -> AddressOwner:
        """What stood there."""
        owner = self.page or self.issue or self.section or self.publication
        assert owner is not None  # noqa: S101 - the table's constraint
        return owner
