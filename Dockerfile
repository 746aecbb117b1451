# One image for every service; docker-compose.yml says which command each runs.

# A stage that is thrown away: pip and what builds jieba, the one library that comes as source, stay behind.
FROM python:3.11.14-slim-bookworm AS libraries

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PATH=/venv/bin:$PATH
RUN python -m venv /venv
COPY requirements-build.lock .
RUN pip install --require-hashes -r requirements-build.lock
# Before the code: a change of ours does not install the libraries again. Nothing is fetched that no lock names.
COPY requirements.lock .
RUN pip install --no-build-isolation --require-hashes -r requirements.lock
RUN pip uninstall --yes setuptools pip

FROM python:3.11.14-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/venv/bin:$PATH
RUN useradd --uid 10001 --create-home newsroom && install -d -o newsroom /data
WORKDIR /app

COPY --from=libraries /venv /venv
COPY manage.py ./
COPY newsroom newsroom
COPY articles articles
COPY samples samples

ENV DATA_DIR=/data STATIC_ROOT=/app/static
RUN SECRET_KEY=only-for-the-build-only-for-the-build SITE_URL=http://127.0.0.1 DATA_DIR=/tmp/build python manage.py collectstatic --noinput

USER newsroom
VOLUME /data
EXPOSE 8000
# The worker's temporary files in memory: on a slow disk gunicorn takes a waiting worker for a dead one.
CMD ["gunicorn", "newsroom.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--max-requests", "2000", "--max-requests-jitter", "200", "--access-logfile", "-", "--logger-class", "newsroom.access_log.AccessLogger"]
# As the reverse proxy asks: by a host that is allowed, and as if over HTTPS.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, http.client; web = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); web.request('GET', '/robots.txt', headers={'Host': os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].lstrip('.'), 'X-Forwarded-Proto': 'https'}); raise SystemExit(web.getresponse().status != 200)"]
