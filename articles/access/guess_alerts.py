"""What the operator reads about guesses: the log, a message, the list at the desk.

Names and addresses stand in it as they came, with `repr`, so that a line break in a name makes no
line of its own in the log.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.access import background_mail
from articles.models import RefusedGuess

logger = logging.getLogger(__name__)

_HOUR = 3_600
_NAME_LENGTH = 150


def report_wrong(request: HttpRequest, name: str, what: str) -> None:
    """A guess was wrong. `what` is "password" or "code"."""
    logger.warning("Wrong %s for %r from %s", what, name, _address(request))


def report_refused(request: HttpRequest, name: str, what: str, seconds: int) -> None:
    """No guess is left. `what` is a value of `RefusedGuess.What`.

    The first time in an hour is an error and goes to the desk's list: one line for a name whose
    addresses change, or for an address whose names change.
    """
    address = _address(request)
    subject = name if what == RefusedGuess.What.NAME else address
    is_first = cache.add(f"refused-{what}-{_digest(subject)}", True, _HOUR)
    level = logging.ERROR if is_first else logging.WARNING
    label = RefusedGuess.What(what).value
    logger.log(
        level,
        "Too many guesses (%s): %r from %s has to wait for %d seconds",
        label,
        name,
        address,
        seconds,
    )
    if is_first:
        RefusedGuess.objects.create(what=what, name=name[:_NAME_LENGTH], address=address)
        _write_to_admins(name, address)


def _write_to_admins(name: str, address: str) -> None:
    """One message an hour at most, whatever is tried; the list at the desk has the rest."""
    if not settings.ADMINS or not cache.add("refused-message", True, _HOUR):
        return
    recipients = [recipient for _name, recipient in settings.ADMINS]
    text = (
        f"Somebody guesses passwords or codes at {settings.SITE_URL}.\n"
        f"The last guess was of {name!r} from {address}.\n"
        "Owners can log in on the devices they used before. What else is tried stands at the desk\n"
        "under “Refused logins” and in the log. This message comes once an hour at most.\n"
    )
    message = EmailMessage(
        f"{settings.EMAIL_SUBJECT_PREFIX}Passwords are being guessed",
        text,
        settings.SERVER_EMAIL,
        recipients,
    )
    background_mail.send(message)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _digest(subject: str) -> str:
    """A key of the cache has no spaces and is not long."""
    return salted_hmac(__name__, subject.casefold(), algorithm="sha256").hexdigest()
