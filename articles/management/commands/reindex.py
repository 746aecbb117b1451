"""`manage.py reindex`: write the search index anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track

from articles.models import Article
from articles.search import full_text
from articles.sweeping import ElementsFailed, Sweep


class Command(BaseCommand):
    help = "Write the search index anew, in batches; the site stays usable meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--batch",
            type=int,
            default=500,
            help="articles a transaction (default: 500)",
        )

    def handle(self, *_args: Any, batch: int, **_options: Any) -> None:
        if batch < 1:
            raise CommandError(_("--batch must be 1 or more."), returncode=2)
        sweep = Sweep()
        steps = track(
            full_text.reindex(batch, sweep),
            total=Article.objects.count(),
            description=_("Indexing"),
            # OutputWrapper writes like a file.
            console=Console(file=self.stdout),  # type: ignore[arg-type]
            disable=not self.stdout.isatty(),
            transient=True,
        )
        count = len(list(steps))
        sentence = ngettext("%d article indexed.", "%d articles indexed.", count)
        self.stdout.write(sentence % count)
        try:
            sweep.finish()
        except ElementsFailed as report:
            raise CommandError(str(report)) from report
