"""The loop of a program inside a newsroom: a question is a line of JSON, and so is the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any


def answer_questions(actions: Mapping[str, Callable[..., Any]]) -> None:
    """Answer until the input ends. What an action prints goes to the log, so that answers stay whole."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        question = json.loads(line)
        action = actions[question.pop("action")]
        answer = action(**question)
        answers.write(f"{json.dumps(answer)}\n")
        answers.flush()
