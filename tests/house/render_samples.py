"""Render the annotated sample issue to `samples/`, where `make run` finds it: `make samples`."""

from pathlib import Path

from tests.annotated import write_text

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "云汀日报"
PAGES = sorted((ROOT / "tests" / "samples" / "issue").glob("*/*.page"))


def render(folder: Path) -> None:
    """Write the text of every page to `folder/DATE/NUMBER.txt`; text of pages that went is removed."""
    for stale in folder.glob("*/*.txt"):
        stale.unlink()
    for page in PAGES:
        day = folder / page.parent.name
        day.mkdir(parents=True, exist_ok=True)
        write_text(page, day)


if __name__ == "__main__":
    render(SAMPLES)
