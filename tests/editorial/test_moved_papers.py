"""An issue, or a page, that goes to another paper: its articles stand in sections of that paper."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import Article, Issue, Publication, Section
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening() -> Publication:
    return make_publication(name="云汀晚报", prefix="晚报")


def section_of(article: Article) -> Section:
    section = Article.objects.get(pk=article.pk).section
    assert section is not None
    return section


def test_the_articles_of_a_moved_issue_stand_in_sections_of_its_new_paper(
    evening: Publication,
) -> None:
    first = make_article(section=make_section(name="城区", slug="cheng-qu"))
    second = make_article(section=make_section(name="论坛"))
    alone = make_article(section=None)
    there = make_section(publication=evening, name="论坛")
    issue = Issue.objects.get()
    issue.publication = evening
    issue.save()
    section = section_of(first)
    assert (section.name, section.slug, section.publication) == ("城区", "cheng-qu", evening)
    assert section_of(second) == there
    assert Article.objects.get(pk=alone.pk).section is None
    assert Article.objects.get(pk=first.pk).version == first.version + 1


def test_the_articles_of_a_moved_page_do_so_too(evening: Publication) -> None:
    article = make_article(section=make_section(name="城区"))
    stays = make_article(section=make_section(name="城区"), page=make_page(number="A02"))
    article.page.issue = make_issue(publication=evening)
    article.page.save()
    assert section_of(article).publication == evening
    assert section_of(stays) == stays.section


def test_what_is_saved_where_it_was_moves_nothing(evening: Publication) -> None:
    article = make_article(section=make_section(publication=evening, name="城区"))
    issue = Issue.objects.get()
    issue.number = 7
    issue.save()
    issue.publication = evening
    issue.save(update_fields=["number"])
    assert section_of(article) == article.section
    assert Article.objects.get().version == article.version


def test_the_form_of_an_article_of_a_moved_issue_is_saved(
    evening: Publication, client: Client
) -> None:
    chief = make_user("chief", is_staff=True, is_superuser=True)
    client.force_login(chief)
    article = make_published(section=make_section(name="城区"))
    issue = Issue.objects.get()
    issue.publication = evening
    issue.save()
    article.refresh_from_db()
    form = client.get(f"/admin/articles/article/{article.pk}/change/").context["adminform"].form
    fields = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for prefix in ("bylines", "illustrations"):
        fields |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    fields |= {"title": "新题", "tag_names": "", "correction": "原题有误。"}
    response = client.post(f"/admin/articles/article/{article.pk}/change/", fields)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Article.objects.get().title == "新题"


def test_a_section_stays_with_its_articles(evening: Publication) -> None:
    article = make_article(section=make_section(name="城区"))
    section = section_of(article)
    section.publication = evening
    with pytest.raises(ValidationError):
        section.full_clean()
    article.delete()
    section.full_clean()
