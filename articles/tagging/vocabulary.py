"""The paper's vocabulary of tags: one name for each thing, and the merging of two tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from articles.models import ArticleTag, Tag, TagAlias, TagDecision, TagRedirect
from articles.models.choices import TagOrigin
from articles.text.hant_hans import simplified, traditional

_BATCH = 500  # rows in one statement


class MergePreview(NamedTuple):
    """What merging would do."""

    articles: int  # that have one of the tags to go
    both: int  # of these, that have the tag to stay as well
    slugs: list[str]  # whose addresses will lead to the tag that stays


def canonical(names: Iterable[str]) -> dict[str, str]:
    """The tag's own name for each of these names.

    An alias means its tag, and so does the same name in the other script. A name that means no tag
    stays as it is.
    """
    spellings = {name: _spellings(name) for name in names}
    tag_names = _names_by_spelling(spellings.values())
    return {
        name: _first_known(alternatives, tag_names, default=name)
        for name, alternatives in spellings.items()
    }


def _spellings(name: str) -> list[str]:
    """A name in small letters as it is written, in simplified and in traditional characters."""
    return [
        name.lower(),
        simplified(name).lower(),
        traditional(name).lower(),
    ]


def _names_by_spelling(spellings: Iterable[Iterable[str]]) -> dict[str, str]:
    """The names of the tags that these spellings mean, by the spelling; an alias goes first."""
    wanted = set().union(*spellings)
    tags = Tag.objects.alias(key=Lower("name"))
    tags = tags.filter(key__in=wanted)
    aliases = TagAlias.objects.alias(key=Lower("name"))
    aliases = aliases.filter(key__in=wanted)
    names = {name.lower(): name for name in tags.values_list("name", flat=True)}
    for alias, name in aliases.values_list("name", "tag__name"):
        names[alias.lower()] = name
    return names


def _first_known(spellings: Sequence[str], names: dict[str, str], *, default: str) -> str:
    for spelling in spellings:
        if spelling in names:
            return names[spelling]
    return default


def preview_merge(sources: Collection[Tag], target: Tag) -> MergePreview:
    links = ArticleTag.objects.filter(tag__in=sources)
    articles = links.order_by().values("content_object")
    links_of_target = ArticleTag.objects.filter(tag=target, content_object__in=articles)
    slugs = [tag.slug for tag in sources]
    slugs += _redirects(sources).values_list("slug", flat=True)
    return MergePreview(
        articles=articles.distinct().count(),
        both=links_of_target.count(),
        slugs=slugs,
    )


@transaction.atomic
def merge(sources: Collection[Tag], target: Tag) -> list[int]:
    """Merge the sources into the target, which gets their articles, decisions and addresses.

    Returns the primary keys of the articles whose tags change: their related articles change too.
    """
    source_pks = [tag.pk for tag in sources]
    _lock([target.pk, *source_pks])
    changed_articles = articles_of(sources)
    _move_articles(sources, target)
    source_names = {tag.name for tag in sources}
    _rename_decisions(source_names, target.name)
    _move_children(source_pks, target)
    _redirects(sources).update(tag=target)
    source_slugs = [tag.slug for tag in sources]
    redirect_slugs(source_slugs, target)
    _move_names(sources, target)
    Tag.objects.filter(pk__in=source_pks).delete()
    return changed_articles


def articles_of(tags: Collection[Tag]) -> list[int]:
    """The primary keys of the articles that have one of these tags."""
    links = ArticleTag.objects.filter(tag__in=tags)
    articles = links.order_by("content_object").values_list("content_object", flat=True)
    return list(articles.distinct())


def redirect_slugs(slugs: Iterable[str], tag: Tag) -> None:
    """Let the addresses that tags had lead to this tag."""
    redirects = [TagRedirect(slug=slug, tag=tag) for slug in slugs]
    TagRedirect.objects.bulk_create(
        redirects,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["tag"],
    )


def _redirects(tags: Collection[Tag]) -> QuerySet[TagRedirect]:
    return TagRedirect.objects.filter(tag__in=tags)


def _lock(tag_pks: Collection[int]) -> None:
    """Lock these tags in one order, so that two transactions do not block each other."""
    tags = Tag.objects.select_for_update()
    ordered = tags.filter(pk__in=tag_pks).order_by("pk")
    list(ordered)


def _move_articles(sources: Collection[Tag], target: Tag) -> None:
    """Leave each article one link: the editor's if one of them is, with the best score."""
    links_of_sources = ArticleTag.objects.filter(tag__in=sources)
    articles = links_of_sources.values("content_object")
    links = ArticleTag.objects.filter(
        tag__in=[*sources, target],
        content_object__in=articles,
    )
    ordered = links.order_by("content_object", "pk")
    changed: list[ArticleTag] = []
    superfluous: list[int] = []
    for _article, group in groupby(ordered, attrgetter("content_object_id")):
        first, *others = sorted(group, key=lambda link: link.tag_id != target.pk)
        first.tag = target
        for other in others:
            first.score = max(first.score, other.score)
            if other.origin == TagOrigin.EDITOR:
                first.origin = TagOrigin.EDITOR
            superfluous.append(other.pk)
        changed.append(first)
    ArticleTag.objects.filter(pk__in=superfluous).delete()
    ArticleTag.objects.bulk_update(changed, ["tag", "score", "origin"], batch_size=_BATCH)


def _rename_decisions(names: set[str], target_name: str) -> None:
    """Leave each article one decision: that on the target, or else the latest of the others."""
    articles = TagDecision.objects.filter(name__in=names).values("article")
    decisions = TagDecision.objects.filter(name__in=[*names, target_name], article__in=articles)
    ordered = decisions.order_by("article", "-at")
    changed: list[TagDecision] = []
    superfluous: list[int] = []
    for _article, group in groupby(ordered, attrgetter("article_id")):
        first, *others = sorted(group, key=lambda decision: decision.name != target_name)
        first.name = target_name
        changed.append(first)
        superfluous.extend(decision.pk for decision in others)
    TagDecision.objects.filter(pk__in=superfluous).delete()
    TagDecision.objects.bulk_update(changed, ["name"], batch_size=_BATCH)


def _move_children(source_pks: Collection[int], target: Tag) -> None:
    """Put what belongs under the sources under the target, which belongs under none of them."""
    if set(source_pks).intersection(target.ancestors()):
        Tag.objects.filter(pk=target.pk).update(parent=None)
    children = Tag.objects.filter(parent__in=source_pks)
    children.exclude(pk=target.pk).update(parent=target)


def _move_names(sources: Collection[Tag], target: Tag) -> None:
    """Make the names of the sources other names of the target."""
    former_aliases = TagAlias.objects.filter(tag__in=sources)
    former_aliases.update(tag=target)
    aliases = [TagAlias(name=tag.name, tag=target) for tag in sources]
    TagAlias.objects.bulk_create(aliases, ignore_conflicts=True)
