"""The variables that settings are read from: those of the process, then those of a `.env` file.

What is wrong with them is collected, one sentence for each variable, so that whoever mends them
reads all of it at once; `Environment.finish` ends the process then.
"""

import os
import re
import sys
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn, TypeVar

from dotenv import dotenv_values

from newsroom.setting_values import BadValueError, made_folder

Value = TypeVar("Value")
StandIn = TypeVar("StandIn")

# What gunicorn takes for “cannot start”; after any other end it starts the process again, for ever.
CANNOT_START = 3
# Variables that the program's surroundings read: Compose and gunicorn.
OTHERS = {"POSTGRES_PASSWORD", "WEB_PORT", "WEB_CONCURRENCY"}
_SECRET = "SECRET_KEY"  # noqa: S105 - the name of the variable
_LIKENESS = 0.86  # one letter is missing, doubled or another one
_SHOWN_LENGTH = 80
_CREDENTIALS = re.compile(r"(?s)^(\w+://)?.*@")
_PASSWORD = re.compile(r"(?i)((?:password|passwd|pwd|secret|token)=)[^&\s]*")


class Environment:
    def __init__(self, file: Path) -> None:
        self._faults: list[str] = []
        self._names = set(OTHERS)
        self._values = {**self._read_file(file), **os.environ}

    def read(self, name: str, parse: Callable[[str], Value], default: Value) -> Value:
        """The value of a variable, or the default where it is missing or empty.

        A value that cannot be used is noted, and the default stands in for it until `finish`.
        """
        text = self._text(name)
        if not text:
            return default
        return self._parsed(name, text, parse, default)

    def require(self, name: str, parse: Callable[[str], str], remedy: str) -> str:
        """The value of a variable that has no default; empty until `finish` where it is missing."""
        if not self._text(name):
            self._faults.append(f"{name} is not set: {remedy}.")
        return self.read(name, parse, default="")

    def made_folder(self, name: str, default: Path) -> Path:
        """A folder that is made where it is missing; nothing goes on without it."""
        text = self._text(name) or str(default)
        path = self._parsed(name, text, made_folder, None)
        if path is None:
            self._refuse()
        return path

    def warn(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")

    def finish(self) -> None:
        """End the process with a sentence for each value that cannot be used.

        A variable that is named almost like one of ours is a slip, and said.
        """
        if self._faults:
            self._refuse()
        for name in sorted(self._values.keys() - self._names):
            meant = get_close_matches(name, self._names, 1, _LIKENESS)
            if meant:
                self.warn(f"{name} is no setting and is not read; {meant[0]} is one.")

    def _refuse(self) -> NoReturn:
        # Not raised with the sentences: servers and workers would add tracebacks of their own.
        for sentence in self._faults:
            self.warn(sentence)
        raise SystemExit(CANNOT_START)

    def _parsed(
        self, name: str, text: str, parse: Callable[[str], Value], stand_in: StandIn
    ) -> Value | StandIn:
        try:
            return parse(text)
        except BadValueError as fault:
            self._faults.append(f"{name} is {_displayed(name, text)}, {fault}.")
            return stand_in

    def _text(self, name: str) -> str:
        self._names.add(name)
        return self._values.get(name, "").strip()

    def _read_file(self, file: Path) -> dict[str, str]:
        try:
            lines = dotenv_values(file, encoding="utf-8-sig")
        except (OSError, UnicodeError) as fault:
            self._faults.append(f"{file} cannot be read ({fault}): make it a text file in UTF-8.")
            return {}
        return {name: text for name, text in lines.items() if text is not None}


def _displayed(name: str, text: str) -> str:
    """A value as it may stand in a log: without a key or a password, and not too long."""
    if name == _SECRET:
        return "'***'"
    open_text = _CREDENTIALS.sub(r"\1***@", text)
    open_text = _PASSWORD.sub(r"\1***", open_text)
    if len(open_text) > _SHOWN_LENGTH:
        open_text = f"{open_text[:_SHOWN_LENGTH]}…"
    return repr(open_text)
