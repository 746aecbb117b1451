"""The project around the app.

`settings`               all settings, from the environment
`environment`            the variables of the environment, and what is wrong with them
`setting_values`         what a setting may be: hosts, addresses, numbers, databases
`urls`                   the root of the addresses: the desk, the public site, pictures of a demo
`celery`                 the Celery application
`wsgi`, `asgi`           the entry points of web servers
`caches`                 the cache in Redis, which may be away
`static_files`           static files whose names carry a hash of their content
`formats`                how dates and numbers are written
`migration_operations`   operations with which one migration serves both databases
"""

from newsroom.celery import app as celery_app

__all__ = ["celery_app"]
