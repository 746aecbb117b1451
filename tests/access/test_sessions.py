"""A session is as long as a working day, and ends where the password changes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles import tasks
from articles.models import CacheEntry, RefusedGuess
from tests.access.conftest import PASSWORD, browser_at, log_in
from tests.admin.browser import change_url

pytestmark = pytest.mark.django_db

HOME, OFFICE = "203.0.113.80", "203.0.113.5"
NEW = "三月的河水漫过城南的旧码头"


def is_at_the_desk(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_session_ends_after_twelve_hours(owner: User) -> None:
    client = browser_at(HOME)
    log_in(client)
    assert client.cookies["sessionid"]["max-age"] == 12 * 3_600
    session = Session.objects.get()
    left = session.expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    Session.objects.update(expire_date=timezone.now())
    assert not is_at_the_desk(client)


def test_the_session_of_a_visitor_is_not_the_one_of_the_login(owner: User) -> None:
    client = browser_at(HOME)
    client.get("/admin/login/")
    client.session["mark"] = "planted"
    session = client.session
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    log_in(client)
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_new_password_ends_all_other_sessions(owner: User) -> None:
    home, office = browser_at(HOME), browser_at(OFFICE)
    log_in(home)
    log_in(office)
    change = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert home.post("/admin/password_change/", change).status_code == 302
    assert is_at_the_desk(home)
    assert not is_at_the_desk(office)


def test_a_password_that_a_superuser_sets_ends_them_too(owner: User) -> None:
    User.objects.create_user("lin", "", PASSWORD, is_staff=True)
    client, desk = browser_at(HOME), browser_at(OFFICE)
    log_in(client, "lin")
    log_in(desk)
    lin = User.objects.get(username="lin")
    url = change_url(lin).replace("change/", "password/")
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert desk.post(url, form).status_code == 302
    assert not is_at_the_desk(client)


def test_what_is_over_is_cleared_away(owner: User) -> None:
    log_in(browser_at(HOME))
    log_in(browser_at(OFFICE))
    past = timezone.now() - timedelta(seconds=1)
    ended = Session.objects.first()
    assert ended is not None
    Session.objects.filter(pk=ended.pk).update(expire_date=past)
    CacheEntry.objects.create(cache_key="over", value="", expires=past)
    CacheEntry.objects.create(cache_key="now", value="", expires=past + timedelta(hours=1))
    old, new = (
        RefusedGuess.objects.create(what="name", name=name, address=HOME) for name in ("old", "new")
    )
    RefusedGuess.objects.filter(pk=old.pk).update(at=past - timedelta(days=90))
    tasks.clear_away.delay()
    assert Session.objects.count() == 1
    assert not CacheEntry.objects.filter(cache_key="over").exists()
    assert CacheEntry.objects.filter(cache_key="now").exists()
    assert list(RefusedGuess.objects.all()) == [new]
