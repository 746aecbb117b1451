"""`manage.py learn_tags`: what editors made of tags, as factors on the weights of the ranker."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

from articles.models import TagWeights
from articles.models.choices import WeightsState
from articles.tagging.learning import training, versions

T = TypeVar("T")


class Command(BaseCommand):
    help = (
        "Learn from what editors add, keep and take off; "
        "used only if it agrees better with them than before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        modes = parser.add_mutually_exclusive_group()
        modes.add_argument(
            "--dry-run", action="store_true", help=_("learn and judge, and store nothing")
        )
        modes.add_argument(
            "--roll-back",
            action="store_true",
            help=_("use the version before the present one again"),
        )
        modes.add_argument(
            "--use",
            type=int,
            metavar="VERSION",
            help=_("use this version, whatever was found of it"),
        )

    def handle(
        self, *_args: Any, dry_run: bool, roll_back: bool, use: int | None, **_options: Any
    ) -> None:
        try:
            if roll_back:
                self._tell_in_use(versions.roll_back())
            elif use is not None:
                self._use(use)
            else:
                self._tell(
                    training.train(dry_run=dry_run, progress=self._with_progress), dry_run=dry_run
                )
        except versions.NothingToLearn as reason:
            self.stdout.write(str(reason))

    def _use(self, number: int) -> None:
        version = TagWeights.objects.filter(pk=number).first()
        if version is None:
            raise CommandError(
                _("There is no version %d; the desk lists them under the tags.") % number
            )
        versions.use(version)
        self._tell_in_use(version)

    def _tell_in_use(self, version: TagWeights | None) -> None:
        self.stdout.write(
            _("%s is in use.") % version if version else _("Nothing learned is in use any more.")
        )

    def _tell(self, version: TagWeights, *, dry_run: bool) -> None:
        self.stdout.write(
            _("%(decisions)d decisions on %(articles)d articles: %(tags)d tags have a factor.")
            % {"decisions": version.decisions, "articles": version.articles, "tags": version.tags}
        )
        self.stdout.write(
            _("On articles held back: precision %(p0).3f → %(p1).3f, F1 %(f0).3f → %(f1).3f.")
            % {
                "p0": version.precision_before, "p1": version.precision_after,
                "f0": version.f1_before, "f1": version.f1_after,
            }
        )  # fmt: skip
        if version.state == WeightsState.REFUSED:
            self.stdout.write(_("Refused: %s") % version.reason)
        else:
            self.stdout.write(
                _("It would be taken into use.") if dry_run else _("%s is in use.") % version
            )

    def _with_progress(self, rows: Iterable[T]) -> Iterable[T]:
        # OutputWrapper writes like a file.
        console = Console(file=self.stdout)  # type: ignore[arg-type]
        return track(
            rows,
            description=_("Reading"),
            console=console,
            disable=not self.stdout.isatty(),
            transient=True,
        )
