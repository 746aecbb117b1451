"""Every kind of page is valid HTML.

The validator of the W3C is no part of the project: `npm install vnu-jar` in any folder, then
VNU_JAR=<its build/dist/vnu.jar>. It needs Java.
"""

import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from articles.models import ArticleTag, Author, Byline, Illustration, Tag
from articles.search import full_text
from tests.factories import make_issue, make_page, make_published, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def vnu() -> str:
    path = os.environ.get("VNU_JAR", "")
    if not Path(path).is_file():
        pytest.skip(
            "the validator is not there; npm install vnu-jar, then VNU_JAR=…/node_modules/vnu-jar/build/dist/vnu.jar"
        )
    return path


@pytest.mark.processes
def test_the_validator_finds_nothing(vnu: str, client: Client, tmp_path: Path) -> None:
    page = make_page(title="民生", staff=[{"role": "责任编辑", "name": "庚辛"}])
    article = make_published(
        page=page,
        section=make_section(name="城区"),
        kicker="桂巷",
        column="议事厅",
        subtitle="三处",
    )
    untitled = make_published(page=page, title="", body="")
    make_published(page=make_page(issue=make_issue(date=page.issue.date.replace(day=11))))
    author, tag = (
        Author.objects.create(name="甲乙", affiliation="云汀日报"),
        Tag.objects.create(name="路灯"),
    )
    Byline.objects.create(article=article, author=author, role="记者")
    ArticleTag.objects.create(content_object=article, tag=tag)
    Illustration.objects.create(
        article=article, caption="新“路灯”", picture="a.png", width=3, height=2
    )
    article.corrections.create(note="路灯是三盏。")
    full_text.index([article])
    things = (page, page.issue, article, untitled, author, tag, article.section)
    fixed = ("/", "/archive/", "/column/议事厅/", "/on/03-12/", "/corrections/", "/search/", "/search/?q=路灯", "/no/",
             "/section/", "/column/", "/author/", "/tag/", "/tag/type/topic/", "/api/v1/docs")  # fmt: skip
    addresses = [*fixed, *(thing.get_absolute_url() for thing in things if thing)]
    for number, address in enumerate(addresses):
        (tmp_path / f"{number}.html").write_bytes(client.get(address).content)
    told = subprocess.run(
        ["java", "-jar", vnu, *tmp_path.glob("*.html")], text=True, capture_output=True, check=False
    )
    assert told.stderr == ""
