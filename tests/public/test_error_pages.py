"""Pages for what is not there, not allowed, or broken."""

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from django.views.defaults import permission_denied, server_error
from pytest_django import Settings

from tests.factories import make_publication


@pytest.mark.django_db
def test_a_wrong_address_leads_on_in_the_clothes_of_the_paper(client: Client) -> None:
    make_publication(name="云汀日报")
    response = client.get("/nothing/here/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "云汀日报" in text
    assert 'href="/archive/"' in text


def test_a_fault_needs_no_database_to_be_told() -> None:
    response = server_error(HttpRequest())
    assert response.status_code == 500
    assert b'class="notice"' in response.content
    assert b"articles/public/paper.css" in response.content


def test_a_fault_is_told_when_no_file_list_can_be_read(settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert 'class="notice"' in render_to_string("500.html")


def test_what_is_not_allowed_has_a_page() -> None:
    response = permission_denied(HttpRequest(), Exception())
    assert response.status_code == 403
    assert b'class="notice"' in response.content
