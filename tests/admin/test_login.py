"""The way in."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db


def test_login_leads_to_the_desk(client: Client) -> None:
    User.objects.create_user("chief", password="三月的河", is_staff=True)
    response = client.post("/admin/login/", {"login": "chief", "password": "三月的河"}, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert response.status_code == 200
