"""What the API costs a process that nobody asks for it."""

import subprocess
import sys

import pytest

from tests.house.compose import ROOT

pytestmark = pytest.mark.processes

_LOOK = """
import django, sys
django.setup()
from django.test import Client
from django.urls import reverse
reverse("public:front", args=[""])
assert "ninja" not in sys.modules
assert "pydantic" not in sys.modules
"""


def test_its_library_is_loaded_when_it_is_first_asked_for() -> None:
    said = subprocess.run([sys.executable, "-c", _LOOK], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
