"""Hashed static files: a script imports the others by the names under which browsers keep them."""

import re
from pathlib import Path

from newsroom.static_files import HashedStaticFiles
from tests.house.compose import ROOT

FOLDER = "articles/admin/workbench"
IMPORT = re.compile(r'from "\./(?P<name>[^"]+)";')


def test_modules_import_each_other_by_their_hashed_names(tmp_path: Path) -> None:
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")
    (tmp_path / FOLDER).mkdir(parents=True)
    for script in (ROOT / "articles/static" / FOLDER).glob("*.js"):
        (tmp_path / FOLDER / script.name).write_bytes(script.read_bytes())
    names = [str(path.relative_to(tmp_path)) for path in (tmp_path / FOLDER).iterdir()]
    stored = storage.post_process({name: (storage, name) for name in names})
    hashed = {name: new for name, new, _done in stored if not new.endswith(".gz")}
    imported = IMPORT.findall((tmp_path / hashed[f"{FOLDER}/workbench.js"]).read_text())
    assert len(imported) == 6
    assert {f"{FOLDER}/{name}" for name in imported} <= set(hashed.values()) - set(names)
