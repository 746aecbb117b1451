"""Every variable of .env.example × values people write: a sentence that helps, or a value that works."""

import logging
import os
import re
import runpy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import CacheHandler
from django.db.utils import ConnectionHandler
from kombu import Connection

from newsroom.environment import CANNOT_START
from tests.house.compose import ROOT
from tests.house.test_env_example import names_in_example

GOOD = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    "SITE_URL": "https://news.example.org",
    "ALLOWED_HOSTS": "news.example.org",
}
# Read by Compose alone, which puts them into the addresses of the services.
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "WEB_PORT"}
NAMES = sorted(set(names_in_example()) - COMPOSE_ONLY)
NASTY = [
    "",
    " ",
    "ture",
    "0",
    "-1",
    "12.5",
    "1e9",
    "9" * 5_000,
    "８０",
    "changeme",
    "news.example.org",
    "news.example.org, www.example.org",
    "https://",
    "https://news.example.org/",
    "https://news.example.org/news",
    "https://user:hunter2@news.example.org",
    "http://news.example.org:port",
    "postgres://newsroom:hunter2/@db:5432/newsroom",
    "redis://:hunter2@redis:6379/zero",
    "mysql://newsroom:hunter2@db/newsroom",
    "sqlite:////nowhere/newsroom.sqlite3",
    "sqlite://newsroom.sqlite3",
    "/dev/null/newsroom",
    "../../..",
    "一张报纸",
    "a\nb",
    "\udcff",
    "'; DROP TABLE articles; --",
    "%s {} $HOME",
]


class Reading:
    """The settings as a new process would read them, and what it would write."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: Any) -> None:
        self.monkeypatch = monkeypatch
        self.folder = folder
        self.capsys = capsys

    def read(self, **variables: str) -> dict[str, Any]:
        """SystemExit where they cannot be used."""
        for name in NAMES:
            self.monkeypatch.delenv(name, raising=False)
        for name, value in ({"DATA_DIR": str(self.folder)} | GOOD | variables).items():
            self.monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "newsroom" / "settings.py"))

    def refusal(self, **variables: str) -> list[str]:
        """The sentences with which they are refused."""
        with pytest.raises(SystemExit) as end:
            self.read(**variables)
        assert end.value.code == CANNOT_START
        return self.written()

    def written(self) -> list[str]:
        lines: list[str] = self.capsys.readouterr().err.splitlines()
        return lines


@pytest.fixture
def settings_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Reading:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    return Reading(monkeypatch, tmp_path / "data", capsys)


def use(settings: dict[str, Any]) -> None:
    """What the program does with its settings before it has done anything else."""
    ZoneInfo(settings["TIME_ZONE"])
    assert settings["LANGUAGE_CODE"] in dict(settings["LANGUAGES"])
    assert settings["LOG_LEVEL"] in logging.getLevelNamesMapping()
    assert re.fullmatch(r"https?://[a-z0-9.:\[\]-]+", settings["SITE_URL"])
    assert re.fullmatch(r"[a-z0-9.-]+", settings["NAMES_HOST"])
    assert re.fullmatch(r"(/[a-z/-]+/)?", settings["MEDIA_ACCEL"])
    assert len(settings["SECRET_KEY"]) >= 32
    for host in settings["ALLOWED_HOSTS"]:
        assert re.fullmatch(r"[*a-z0-9.-]+", host)
    for name in ("PAGE_CACHE_SECONDS", "SECURE_HSTS_SECONDS", "ARCHIVE_MB"):
        assert type(settings[name]) is int
    for name in ("DEBUG", "DEMO", "FOUR_EYES", "FEEDS_IN_FULL", "SECURE_SSL_REDIRECT"):
        assert type(settings[name]) is bool
    assert settings["DATA_DIR"].is_dir()
    ConnectionHandler(settings["DATABASES"])["default"].get_connection_params()
    assert CacheHandler(settings["CACHES"])["pages"]
    Connection(settings["CELERY_BROKER_URL"]).transport  # noqa: B018  it is made when asked for


@pytest.mark.parametrize("value", NASTY, ids=lambda value: ascii(value[:20]))
@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_or_a_working_value(name: str, value: str, settings_of: Reading) -> None:
    try:
        use(settings_of.read(**{name: value}))
    except SystemExit:
        [sentence] = settings_of.written()
        assert re.match(rf"{name} is (not set: |(['\"]).*\2, (which|whose) .*: ).+\.$", sentence)
        assert len(sentence) < 350
        assert "hunter2" not in sentence


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL"])
def test_what_has_no_default_is_asked_for(name: str, settings_of: Reading) -> None:
    [sentence] = settings_of.refusal(**{name: ""})
    assert sentence.startswith(f"{name} is not set: write ")


def test_a_demo_needs_neither(settings_of: Reading) -> None:
    settings = settings_of.read(SECRET_KEY="", SITE_URL="", DEMO="1")
    again = settings_of.read(SECRET_KEY="", SITE_URL="", DEMO="1")
    use(settings)
    assert settings["SECRET_KEY"] == again["SECRET_KEY"]


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("SECRET_KEY", "only-for-tests", "at least 32 random characters"),
        ("SECRET_KEY", "x" * 60, "50 random characters"),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz", "50 random"),
        ("SITE_URL", "news.example.org", "https://news.example.org"),
        ("SITE_URL", "https://news.example.org/paper", "nothing behind it"),
        ("SITE_URL", "http://127.0.0.1:99999", "a number up to 65535 for the port."),
        ("NAMES_HOST", "https://news.example.org/", "without http://"),
        ("NAMES_HOST", "news.example.org:8000", "without a port"),
        ("ALLOWED_HOSTS", "https://news.example.org", "without http://"),
        ("ALLOWED_HOSTS", "news.example.org，www.example.org", "such as news.example.org"),
        ("ALLOWED_HOSTS", ", ,", "divided by commas"),
        ("CSRF_TRUSTED_ORIGINS", "desk.example.org", "https://"),
        ("TIME_ZONE", "Asia/Beijing", "Asia/Shanghai"),
        ("LANGUAGE_CODE", "zh-cn", "zh-hans or en"),
        ("LOG_LEVEL", "verbose", "WARNING"),
        ("DEBUG", "ture", "true or false"),
        ("ARCHIVE_MB", "0", "from 1"),
        ("WEB_CONCURRENCY", "three", "in digits"),
        ("CACHE_URL", "memcached://127.0.0.1", "redis://"),
        ("CACHE_URL", "redis://redis:6379/zero", "often with 0"),
        ("CACHE_URL", "redis://redis:6379/1?fast=yes", "leave out"),
        ("CELERY_BROKER_URL", "http://redis:6379", "amqp://"),
        ("CELERY_BROKER_URL", "amqp:///newsroom", "HOST"),
        ("DATABASE_URL", "mysql://db/newsroom", "postgres://"),
        ("DATABASE_URL", "postgres://newsroom:a/b@db:5432/newsroom", "%2F"),
        ("DATABASE_URL", "postgres://db", "/NAME"),
        ("DATABASE_URL", "sqlite://newsroom.sqlite3", "three slashes"),
        ("DATABASE_URL", "sqlite:////nowhere/newsroom.sqlite3", "make it first"),
        ("CELERY_QUEUE", "our queue", "letters"),
        ("CACHE_PREFIX", "our cache", "letters"),
        ("DATA_DIR", "/dev/null", "another path"),
        ("MEDIA_ROOT", "/dev/null/media", "another path"),
        ("MEDIA_ACCEL", "stored-pictures", "between slashes"),
        ("MEDIA_ACCEL", "/media/", "of its own"),
    ],
)
def test_the_sentence_says_what_to_write(
    name: str, value: str, remedy: str, settings_of: Reading
) -> None:
    [sentence] = settings_of.refusal(**{name: value})
    assert sentence.startswith(f"{name} is '")
    assert remedy in sentence


def test_everything_that_is_wrong_is_said_at_once(settings_of: Reading) -> None:
    sentences = settings_of.refusal(TIME_ZONE="Asia/Beijing", LOG_LEVEL="verbose", DEBUG="ture")
    names = {sentence.split()[0] for sentence in sentences}
    assert names == {"TIME_ZONE", "LOG_LEVEL", "DEBUG"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hunter2"),
        ("DATABASE_URL", "mysql://newsroom:hunter2@db/newsroom"),
        ("DATABASE_URL", "newsroom:hunter2@db/newsroom"),
        ("DATABASE_URL", "postgres://newsroom:p/hunter2#@db/newsroom"),
        ("CELERY_BROKER_URL", "redis://:hunter2@redis/x"),
        ("CACHE_URL", "redis://redis/x?password=hunter2"),
    ],
)
def test_no_secret_is_written(name: str, value: str, settings_of: Reading) -> None:
    [sentence] = settings_of.refusal(**{name: value})
    assert "***" in sentence
    assert "hunter2" not in sentence


@pytest.mark.parametrize(
    ("name", "value", "setting", "result"),
    [
        ("ALLOWED_HOSTS", " news.example.org , .example.org,", "ALLOWED_HOSTS", "news.example.org .example.org"),
        ("ALLOWED_HOSTS", "云汀日报.中国", "ALLOWED_HOSTS", "xn--fiqs8s"),
        ("SITE_URL", " https://News.Example.org// ", "SITE_URL", "https://news.example.org"),
        ("SITE_URL", "http://[::1]:8000", "SITE_URL", "http://[::1]:8000"),
        ("CSRF_TRUSTED_ORIGINS", "https://*.example.org", "CSRF_TRUSTED_ORIGINS", "https://*.example.org"),
        ("LANGUAGE_CODE", "EN", "LANGUAGE_CODE", "en"),
        ("LOG_LEVEL", "info", "LOG_LEVEL", "INFO"),
        ("FOUR_EYES", "Off", "FOUR_EYES", "False"),
        ("CACHE_URL", "redis://reader:word@redis:6379/1", "CACHES", "redis://reader:word@redis:6379/1"),
    ],
)  # fmt: skip
def test_what_is_clear_is_taken_as_it_is_meant(
    name: str, value: str, setting: str, result: str, settings_of: Reading
) -> None:
    value_read = settings_of.read(**{name: value})[setting]
    text = " ".join(value_read) if isinstance(value_read, list) else str(value_read)
    assert result in text


def test_a_name_almost_like_one_of_ours_is_pointed_out(settings_of: Reading) -> None:
    settings_of.monkeypatch.setenv("ALOWED_HOSTS", "news.example.org")
    settings_of.read()
    [sentence] = settings_of.written()
    assert sentence.startswith("ALOWED_HOSTS is no setting")
    assert "ALLOWED_HOSTS is one" in sentence


def test_other_programs_variables_are_none_of_ours(settings_of: Reading) -> None:
    for name in ("LANGUAGE", "LC_ALL", "TZ", "PGPASSWORD", "POSTGRES_USER", "DEBUGINFOD_URLS"):
        settings_of.monkeypatch.setenv(name, "x")
    settings_of.read()
    assert settings_of.written() == []


@pytest.mark.parametrize("name", ["DEBUG", "DEMO"])
def test_a_public_site_that_shows_its_inside_is_warned_of(name: str, settings_of: Reading) -> None:
    settings_of.read(**{name: "true"})
    [sentence] = settings_of.written()
    assert name in sentence
    settings_of.read(**{name: "true"}, SITE_URL="http://127.0.0.1:8000")
    assert settings_of.written() == []


def test_a_file_that_is_no_text_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from newsroom.environment import Environment  # noqa: PLC0415

    file = tmp_path / ".env"
    file.write_bytes("站点=新闻".encode("gb18030"))
    with pytest.raises(SystemExit):
        Environment(file).finish()
    [sentence] = capsys.readouterr().err.splitlines()
    assert str(file) in sentence
    assert "UTF-8" in sentence


def test_a_variable_of_the_process_wins_over_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsroom.environment import Environment  # noqa: PLC0415
    from newsroom.setting_values import log_level, queue_name  # noqa: PLC0415

    file = tmp_path / ".env"
    file.write_text("\ufeffCELERY_QUEUE=evening\nLOG_LEVEL=info\n", encoding="utf-8")
    monkeypatch.setitem(os.environ, "LOG_LEVEL", "error")
    monkeypatch.delenv("CELERY_QUEUE", raising=False)
    environment = Environment(file)
    assert environment.read("CELERY_QUEUE", queue_name, default="") == "evening"
    assert environment.read("LOG_LEVEL", log_level, default="") == "ERROR"


def test_a_demo_does_not_push_its_password_off_the_screen(settings_of: Reading) -> None:
    demo = settings_of.read(DEMO="1", SITE_URL="http://127.0.0.1:8000")
    assert demo["LOGGING"]["loggers"]["django.server"]["level"] == "WARNING"
    other = settings_of.read()
    assert other["LOGGING"]["loggers"]["django.server"]["level"] == "INFO"
