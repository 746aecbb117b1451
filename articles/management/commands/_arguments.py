"""Types of command-line arguments that several commands take."""

from argparse import ArgumentTypeError
from datetime import date, datetime

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.decoding import text_encoding


def day(text: str) -> date:
    """A date as it is printed, `2024-10-15`; ArgumentTypeError for anything else."""
    try:
        # A printed date has no time zone.
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise ArgumentTypeError(_("“%s” is no date; write it like 2024-10-15") % text) from None


def encoding(text: str) -> str:
    """An encoding that text files are written in; ArgumentTypeError for anything else."""
    try:
        return text_encoding(text)
    except SourceError as fault:
        raise ArgumentTypeError(str(fault)) from None
