"""Why a file cannot be written, in a sentence that names the place and the remedy."""

from __future__ import annotations

import errno
from typing import Final

from django.utils.translation import gettext as _

# What is wrong with a disk or a folder, and not with the program.
STORAGE_FAULTS: Final = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
    }
)


def writing_fault(fault: OSError, place: object) -> str:
    """`place` is the folder or the file that people know, which need not be the fault's own."""
    match fault.errno:
        case errno.ENOSPC | errno.EDQUOT:
            sentence = _("%(place)s cannot be written: the disk is full. Free space there.")
        case errno.EROFS:
            sentence = _(
                "%(place)s cannot be written: it is read-only. "
                "Have it mounted for writing, or name another folder in the settings."
            )
        case errno.EACCES | errno.EPERM:
            sentence = _(
                "%(place)s cannot be written: the program has no right to. "
                "Give its account the right to write there."
            )
        case _other:
            sentence = _("%(place)s cannot be written: %(reason)s.")
    return sentence % {"place": place, "reason": fault.strerror or fault}
