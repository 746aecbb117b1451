"""`manage.py learn_vocabulary`: how rare words are, counted in the paper's own archive."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track

from articles.models import Article
from articles.sweeping import Sweep
from articles.tagging import corpus, word_frequencies
from articles.tagging.word_frequencies import Frequencies


class Command(BaseCommand):
    help = "Count in how many stored articles each word stands: rare words weigh more as tags."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help="only the newest N articles")
        parser.add_argument(
            "--dry-run", action="store_true", help="count, and take nothing into use"
        )
        parser.add_argument(
            "--roll-back", action="store_true", help="go back to the version before"
        )

    def handle(
        self, *_args: Any, limit: int | None, dry_run: bool, roll_back: bool, **_options: Any
    ) -> None:
        if limit is not None and limit < 1:
            raise CommandError(_("--limit must be 1 or more."), returncode=2)
        if roll_back:
            self._roll_back()
            return
        counted = self._count(limit)
        if not counted.documents:
            raise CommandError(_("There are no articles to learn from: import some first."))
        sentence = ngettext(
            "%(words)d words in %(documents)d article.",
            "%(words)d words in %(documents)d articles.",
            counted.documents,
        )
        numbers = {"words": len(counted.words), "documents": counted.documents}
        self.stdout.write(sentence % numbers)
        if not dry_run:
            path = word_frequencies.write(counted, corpus.folder())
            self.stdout.write(_("In use from the next article on, as version %d.") % int(path.stem))

    def _count(self, limit: int | None) -> Frequencies:
        total = Article.objects.count()
        texts = track(
            corpus.texts(limit),
            total=min(total, limit or total),
            description=_("Counting"),
            # OutputWrapper writes like a file.
            console=Console(file=self.stdout),  # type: ignore[arg-type]
            disable=not self.stdout.isatty(),
            transient=True,
        )
        return corpus.count_words(texts, Sweep())

    def _roll_back(self) -> None:
        path = word_frequencies.roll_back(corpus.folder())
        if path:
            self.stdout.write(_("Version %d is in use.") % int(path.stem))
        else:
            self.stdout.write(_("The table that ships with the program is in use."))
