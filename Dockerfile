# One image for every service; docker-compose.yml says which command each runs.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN useradd --uid 10001 --create-home newsroom && install -d -o newsroom /data
WORKDIR /app

# Before the code: a change of ours does not install the libraries again.
COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

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
CMD ["gunicorn", "newsroom.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--max-requests", "2000", "--max-requests-jitter", "200", "--access-logfile", "-"]
# As the reverse proxy asks: by a host that is allowed, and as if over HTTPS.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, http.client; web = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); web.request('GET', '/robots.txt', headers={'Host': os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].lstrip('.'), 'X-Forwarded-Proto': 'https'}); raise SystemExit(web.getresponse().status != 200)"]
