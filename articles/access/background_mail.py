"""Messages are sent while the answer is on its way.

A mail server takes seconds. An answer that waits for it says by its time whether there is an
account to write to; so nobody waits, not even where no broker could take the message.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)

_senders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def send(message: EmailMessage) -> None:
    """Hand the message over. What goes wrong is logged: nobody is waiting for the answer."""
    _senders.submit(_deliver, message)


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:  # the faults of SMTP are among them
        logger.exception("The message “%s” could not be sent", message.subject)
