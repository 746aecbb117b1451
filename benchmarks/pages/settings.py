"""The newsroom's settings, with the bare view beside its addresses."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.pages.bare"
HASHED_STATIC = False
