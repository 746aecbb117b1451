#!/usr/bin/env python
"""Django's command line for the newsroom."""

import os
import sys

from django.core.management import execute_from_command_line
from environs import EnvError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except EnvError as fault:
        # In English: no language is set before the settings are read.
        sys.exit(
            f"{str(fault).rstrip('.')}. Set it in the environment or in .env, which .env.example explains; "
            "for the data of “make run” put DEMO=1 before the command."
        )
