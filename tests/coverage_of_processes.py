"""Processes that tests start with an environment of their own count for the coverage, too."""

import os

_CONFIGURATION = "COVERAGE_PROCESS_CONFIG"


def coverage_environment() -> dict[str, str]:
    """The variables by which a new process measures what it runs; none where nothing is measured."""
    configuration = os.environ.get(_CONFIGURATION)
    return {} if configuration is None else {_CONFIGURATION: configuration}
