"""What is sent by a browser may be anything: it is kept under numbers, or refused in one sentence."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.importing.faults import SourceError
from articles.importing.files import file_source
from articles.importing.uploads import upload_files
from articles.models import Upload
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def user() -> User:
    return make_user("importer")


def receive(user: User, files: dict[str, bytes]) -> Upload:
    return upload_files.receive(
        [(name, SimpleUploadedFile("x", data)) for name, data in files.items()], user, "en"
    )


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def places(upload: Upload) -> list[str]:
    return [page.display_path for page in upload_files.find_upload_pages(upload)[0]]


def test_no_name_that_was_sent_is_a_name_on_the_disk(user: User, tmp_path: Path) -> None:
    upload = receive(
        user, {"/云汀日报/A01.txt": b"1", "C:\\报\\A02.txt": b"2", "./a\x00/\u202eA03.txt": b"3"}
    )
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in kept) == [
        f"uploads/{upload.pk}/{number}" for number in range(3)
    ]
    assert places(upload) == ["C:/报/A02.txt", "a/A03.txt", "云汀日报/A01.txt"]


@pytest.mark.parametrize(
    "name", ["../A01.txt", "a/../../A01.txt", "..\\A01.txt", "", "/", "\x00", "长" * 5_000 + ".txt"]
)
def test_a_name_that_is_a_trap_is_refused_and_nothing_kept(
    name: str, user: User, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match="cannot be the name of a page file") as refused:
        receive(user, {"A01.txt": b"1", name: b"2"})
    assert len(str(refused.value)) < 200
    assert not Upload.objects.exists()
    assert not list(tmp_path.glob("uploads/*"))


def test_a_lone_surrogate_in_a_name_is_taken_out(user: User) -> None:
    upload = receive(user, {"报\udce5.txt": b"1"})
    upload.refresh_from_db()
    assert places(upload) == ["报?.txt"]


def test_what_is_no_page_is_not_kept(user: User) -> None:
    upload = receive(
        user, {"A01.txt": b"1", "A01.jpg": b"2", ".DS_Store": b"3", "__MACOSX/A01.txt": b"4"}
    )
    assert [one["name"] for one in upload.files] == ["A01.txt"]


def test_two_files_of_one_name_are_refused(user: User) -> None:
    with pytest.raises(SourceError, match=r"Two files are called A01\.txt\."):
        receive(user, {"A01.txt": b"1", "./A01.txt": b"2"})


def test_a_zip_and_a_folder_of_one_name_are_refused(user: User) -> None:
    with pytest.raises(SourceError, match=r"Two files are called 三月\.zip\."):
        receive(user, {"三月.ZIP": packed(a=b""), "三月.zip": packed(a=b"")})


def test_too_many_files_and_too_large_ones_are_refused(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"A{number:05d}.txt": b"1" for number in range(10_000)}
    with pytest.raises(SourceError, match=r"at most 2000 files and 200 MB"):
        receive(user, many)
    monkeypatch.setattr(file_source, "MAX_PAGE_FILE", 2**20)
    with pytest.raises(SourceError, match=r"A01\.txt is larger than 1 MB"):
        receive(user, {"A01.txt": b"1" * (2**20 + 1)})


def test_pages_in_a_zip_stand_in_a_folder_of_its_name(user: User) -> None:
    upload = receive(user, {"云汀日报2026-03-12.zip": packed(**{"A01.txt": b"1", "A02.txt": b"2"})})
    pages, faults = upload_files.find_upload_pages(upload)
    assert ([page.names for page in pages], faults) == (
        [("/", "云汀日报2026-03-12", "A01.txt"), ("/", "云汀日报2026-03-12", "A02.txt")],
        [],
    )
    assert pages[1].display_path == "云汀日报2026-03-12.zip: A02.txt"
    assert pages[1].read() == b"2"


def test_a_bomb_is_refused_by_its_name_and_the_rest_is_read(user: User) -> None:
    upload = receive(user, {"A01.txt": b"1", "bomb.zip": packed(**{"A02.txt": b"0" * 2**22})})
    pages, (fault,) = upload_files.find_upload_pages(upload)
    assert [page.display_path for page in pages] == ["A01.txt"]
    assert fault.startswith("bomb.zip is too big")


def test_many_zips_do_not_unpack_to_more_than_one_may(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_files, "MAX_UNPACKED", 15)
    upload = receive(
        user, {f"{number}.zip": packed(**{"A01.txt": b"0123456789"}) for number in (1, 2)}
    )
    pages, (fault,) = upload_files.find_upload_pages(upload)
    assert [page.display_path for page in pages] == ["1.zip: A01.txt"]
    assert fault.startswith("2.zip is too much")


def test_a_failure_on_the_way_leaves_no_files(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Upload, "save", fail)
    with pytest.raises(SourceError, match="no space left"):
        receive(user, {"A01.txt": b"1"})
    assert not list(tmp_path.glob("uploads/*"))
