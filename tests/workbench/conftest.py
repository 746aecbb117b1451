"""An editor who may do everything, and a recorder in the place of the queue."""

import pytest
from django.contrib.auth.models import User

from tests.factories import make_user
from tests.fixtures import _in_english, woken

__all__ = ["_in_english", "woken"]


@pytest.fixture
def editor(db: None) -> User:
    return make_user("editor", is_staff=True, is_superuser=True)
