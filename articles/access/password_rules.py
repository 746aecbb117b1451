"""What a password must not contain: what everybody knows about a newspaper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import Publication

_SHORTEST_NAME = 2  # characters; of shorter names nothing could be said
_NO_NAMES = frozenset(("www", "localhost", "com", "org", "net", "news", "cn"))
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-./年 ]?(?:0?[1-9]|1[0-2])[-./月 ]?(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)


class NoHouseNamesValidator:
    """Refuses the names of the papers and of the site."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        folded = password.casefold()
        for name in _house_names():
            if name.casefold() in folded:
                sentence = _("The password contains “%(name)s”, which everybody tries first.")
                raise ValidationError(sentence, code="house_name", params={"name": name})

    def get_help_text(self) -> str:
        return _("Your password can’t contain the name of the paper or of the site.")


class NoDatesValidator:
    """Refuses dates such as 20261130 or 2026-11-30."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        match = _DATE.search(password)
        if match:
            sentence = _("The password contains the date “%(date)s”, which is easy to guess.")
            raise ValidationError(sentence, code="date", params={"date": match.group()})

    def get_help_text(self) -> str:
        return _("Your password can’t contain a date.")


def _house_names() -> Iterator[str]:
    papers = Publication.objects.values_list("name", flat=True)
    host = urlsplit(settings.SITE_URL).hostname or ""
    labels = [label for label in host.split(".") if label not in _NO_NAMES]
    for name in (*papers, str(settings.UNFOLD["SITE_TITLE"]), *labels):
        if len(name) >= _SHORTEST_NAME and not name.isdecimal():
            yield name
