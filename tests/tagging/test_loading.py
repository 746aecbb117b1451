"""Who does not tag does not pay for the dictionary; who does keeps its cache to himself."""

import subprocess
import sys
from pathlib import Path

import pytest

from articles.tagging import segmenter
from tests.tasks.installation import install

pytestmark = pytest.mark.processes


@pytest.mark.parametrize(
    "module",
    ["articles.tagging.ranking", "articles.tagging.segmenter", "articles.search.full_text"],
)
def test_importing_loads_no_dictionary(module: str) -> None:
    assert loaded_by(f"import django; django.setup(); import {module}") == "False"


def test_the_pure_part_needs_no_django() -> None:
    code = "import sys, articles.tagging.ranking; print('django' in sys.modules)"
    assert run(code) == "False"


def test_queueing_work_loads_no_dictionary() -> None:
    assert loaded_by("import django; django.setup(); import articles.tasks") == "False"


def test_loading_a_segmenter_loads_it() -> None:
    code = "from pathlib import Path; from articles.tagging import segmenter; segmenter.load(Path(sys.argv[1]))"
    assert loaded_by(code) == "True"


def test_the_cache_is_written_to_the_folder_that_was_given(tmp_path: Path) -> None:
    segmenter.Jieba(tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["jieba.cache"]


def loaded_by(code: str) -> str:
    return run(f"import sys; {code}; print(bool({{'jieba', 'rjieba'}} & set(sys.modules)))")


def run(code: str) -> str:
    """What the last line that a new process prints says."""
    command = [sys.executable, "-W", "ignore", "-c", code, "/nonexistent"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]


SERVE = """
import sys
from pathlib import Path
from django.contrib.auth.models import User
from django.test import Client
from tests.factories import make_published
article = make_published()
User.objects.create_superuser("desk", password="desk")
reader, editor = Client(), Client()
editor.force_login(User.objects.get())
pages = [reader.get("/"), reader.get(article.get_absolute_url()), reader.get("/search/", {"q": "路灯"})]
pages.append(editor.get(f"/admin/articles/article/{article.pk}/change/"))
loaded = {"jieba", "rjieba"} & set(sys.modules)
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print([page.status_code for page in pages], loaded, int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="no /proc, which says how much memory was used"
)
def test_a_web_process_loads_no_dictionary_whatever_page_it_shows(tmp_path: Path) -> None:
    newsroom = install(
        tmp_path,
        DATABASE_URL=f"sqlite:///{tmp_path}/newsroom.sqlite3",
        DEMO="1",
        ALLOWED_HOSTS="testserver",
    )
    statuses, loaded, megabytes = newsroom.run(SERVE).rsplit(" ", 2)
    assert (statuses, loaded) == ("[200, 200, 200, 200]", "set()")
    assert int(megabytes) < 150  # with the dictionary it would be 100 more
