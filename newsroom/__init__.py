"""The project around the app.

`settings`               all settings, from the environment
`environment`            the variables of the environment, and what is wrong with them
`setting_values`         what a setting may be: hosts, addresses, numbers, databases
`account_values`         the same for proxies, roles, the provider of logins, the mail server
`urls`                   the root of the addresses: the desk and the public site
`error_pages`            the page for a request that cannot be read
`celery`                 the Celery application
`wsgi`, `asgi`           the entry points of web servers
`response_headers`       the headers that every response has
`log_redaction`          logs without the keys that open previews
`access_log`             the same for the log of gunicorn
`caches`                 the cache in Redis, which may be away
`finishing_server`       the server of `make run`, which finishes its answers at the end
`static_files`           static files whose names carry a hash of their content
`formats`                how dates and numbers are written
`migration_operations`   operations with which one migration serves both databases
"""

from newsroom.celery import app as celery_app

__all__ = ["celery_app"]
