"""The addresses of previews are keys; logs get them without the part that opens anything."""

import logging
import re

# The token of a preview, and the key in the address of a picture that a preview shows.
_KEY = re.compile(r"(/preview/|[?&]key=)[^/?&\s\"']+")
_REDACTED = r"\1***"


def without_keys(text: str) -> str:
    return _KEY.sub(_REDACTED, text)


class WithoutKeys(logging.Filter):
    """Lets every record through, with the keys taken out of its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        redacted = without_keys(message)
        if redacted != message:
            record.msg = redacted
            record.args = ()
        return True
