"""The ASGI entry point of the web process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_asgi_application()

# Its tasks can be imported only now that the apps are ready.
from articles import beat_thread  # noqa: E402

beat_thread.start()
