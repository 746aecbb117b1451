"""Twenty imports of the same issues at once, twice over: `python -m tests.importing.racers FOLDER`.

Prints one JSON object: the outcomes, the faults, and the rows there are afterwards.
"""

import json
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (needs Django set up, like all below)
from django.db import connection  # noqa: E402

from articles.importing.issues import Identity  # noqa: E402
from articles.importing.run import import_issues  # noqa: E402
from articles.models import Article, Author, Byline, Issue, Page, Publication  # noqa: E402

IMPORTERS = 20


def main(folder: Path) -> None:
    call_command("migrate", verbosity=0)
    days = sorted(folder.glob("*/*"))

    def import_all(turn: int, start: threading.Barrier, name: str) -> list[tuple[str, list[str]]]:
        start.wait()
        try:
            # Half of them in the other order, which is how two of them come to wait for each other.
            turns = days if turn % 2 else days[::-1]
            results = [next(import_issues([day / name], Identity())) for day in turns]
        finally:
            connection.close()
        return [(str(result.outcome), list(result.faults)) for result in results]

    def race(name: str) -> list[tuple[str, list[str]]]:
        start = threading.Barrier(IMPORTERS)
        with ThreadPoolExecutor(IMPORTERS) as pool:
            found = pool.map(lambda turn: import_all(turn, start, name), range(IMPORTERS))
            return [result for results in found for result in results]

    # First the issues are new to all of them, then only their second pages are.
    results = race("A01.txt") + race("")
    report = {
        "outcomes": Counter(outcome for outcome, _faults in results),
        "faults": sorted({fault for _outcome, faults in results for fault in faults}),
        "rows": {
            model.__name__: model._default_manager.count()
            for model in (Publication, Issue, Page, Author, Article, Byline)
        },
    }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
