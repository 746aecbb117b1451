"""`manage.py retag`: automatic tags anew, for the whole archive or a part of it."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track

from articles import tasks
from articles.models import Article
from articles.models.choices import TaggingState
from articles.models.querysets import ArticleQuerySet
from articles.tagging import article_tagging, automatic_tags

# The option and what of an article it is compared with.
_FILTERS = {
    "issue": "page__issue__date",
    "since": "page__issue__date__gte",
    "until": "page__issue__date__lte",
    "section": "section__name",
    "tag": "article_tags__tag__name__iexact",
}


class Command(BaseCommand):
    help = (
        "Tag articles anew, after the vocabulary or the tagger changed. "
        "Tags that editors chose stay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        day: dict[str, Any] = {"type": date.fromisoformat, "metavar": "YYYY-MM-DD"}
        parser.add_argument("--issue", help=_("only the issues of this day"), **day)
        parser.add_argument("--since", help=_("only issues of this day and later"), **day)
        parser.add_argument("--until", help=_("only issues of this day and before"), **day)
        parser.add_argument("--section", help=_("only this section"))
        parser.add_argument("--tag", help=_("only articles that have this tag"))
        modes = parser.add_mutually_exclusive_group()
        modes.add_argument(
            "--dry-run",
            action="store_true",
            help=_("say what would come, go and stay; write nothing"),
        )
        modes.add_argument(
            "--queue",
            action="store_true",
            help=_("leave the work to the workers"),
        )

    def handle(self, *_args: Any, dry_run: bool, queue: bool, **options: Any) -> None:
        pks = _matching_articles(options)
        if not pks:
            raise CommandError(_("No article is so: check the day, the section and the tag."))
        if dry_run:
            self._preview(pks)
        elif queue:
            self._queue(pks)
        else:
            self._tag(pks)

    def _queue(self, pks: list[int]) -> None:
        article_tagging.request_tagging(pks)
        tasks.wake_tagging(pks)
        count = len(pks)
        sentence = ngettext(
            "%d article waits for tagging.",
            "%d articles wait for tagging.",
            count,
        )
        self.stdout.write(sentence % count)

    def _batches(self, pks: list[int]) -> Iterator[list[int]]:
        starts = track(
            range(0, len(pks), tasks.BATCH),
            description=_("Tagging"),
            # OutputWrapper writes like a file.
            console=Console(file=self.stdout),  # type: ignore[arg-type]
            disable=not self.stdout.isatty(),
            transient=True,
        )
        for start in starts:
            stop = start + tasks.BATCH
            yield pks[start:stop]

    def _preview(self, pks: list[int]) -> None:
        sums: Counter[str] = Counter()
        for batch in self._batches(pks):
            previews = automatic_tags.preview(batch)
            headlines = _headlines(Article.objects.filter(pk__in=batch))
            for pk, preview in previews.items():
                sums["come"] += len(preview.come)
                sums["stay"] += len(preview.stay)
                sums["go"] += len(preview.go)
                changes = [f"+{name}" for name in preview.come]
                changes += [f"-{name}" for name in preview.go]
                if changes:
                    self.stdout.write(f"{pk} {headlines[pk]}: {' '.join(changes)}")
        sentence = _("%(articles)d articles: %(come)d tags would come, %(go)d go, %(stay)d stay.")
        numbers = {
            "articles": len(pks),
            "come": sums["come"],
            "go": sums["go"],
            "stay": sums["stay"],
        }
        self.stdout.write(sentence % numbers)

    def _tag(self, pks: list[int]) -> None:
        for batch in self._batches(pks):
            article_tagging.request_tagging(batch)
            article_tagging.tag(batch)
        articles = Article.objects.filter(pk__in=pks, tagging_state=TaggingState.FAILED)
        failed = articles.count()
        sentence = _("%(done)d articles tagged, %(failed)d failed.")
        self.stdout.write(sentence % {"done": len(pks) - failed, "failed": failed})
        if failed:
            raise CommandError(_("The list of articles, filtered by tagging “failed”, tells why."))


def _matching_articles(options: dict[str, Any]) -> list[int]:
    """The primary keys of the articles that fit all options given."""
    filters: dict[str, Any] = {}
    for name, lookup in _FILTERS.items():
        if options[name] is not None:
            filters[lookup] = options[name]
    articles = Article.objects.filter(**filters)
    pks = articles.order_by("pk").values_list("pk", flat=True)
    return list(pks.distinct())


def _headlines(articles: ArticleQuerySet) -> dict[int, str]:
    rows = articles.only("title", "body")
    return {article.pk: article.headline for article in rows}
