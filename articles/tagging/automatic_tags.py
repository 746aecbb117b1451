"""The automatic tags of stored articles: what ranking changes, previewed or stored.

Tags that an editor chose stay as they are, and what an editor took off an article is not given to
it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower

from articles.models import Article, ArticleTag, Tag, TagAlias, TagDecision
from articles.models.choices import DecisionKind, TagOrigin
from articles.tagging import article_texts
from articles.tagging.ranking import RankedTag
from articles.tagging.word_classes import TagKind
from articles.text.hant_hans import simplified


class RetagPreview(NamedTuple):
    """What tagging an article anew would do to its automatic tags, by name."""

    come: list[str]
    stay: list[str]
    go: list[str]


def preview(pks: Collection[int]) -> dict[int, RetagPreview]:
    """The changes by article; nothing is written.

    An article that cannot be tagged is left out: it would fail, and keep its tags.
    """
    articles = Article.objects.filter(pk__in=pks)
    ordered = articles.order_by("pk")
    in_order = article_texts.read_sources(ordered)
    sources = {source.pk: source for source in in_order}
    tags, _faults = article_texts.rank_all(sources)
    refused = _refused_names(tags)
    present: dict[int, dict[str, ArticleTag]] = {pk: {} for pk in tags}
    links = ArticleTag.objects.filter(content_object__in=tags)
    for link in links.select_related("tag"):
        key = link.tag.name.casefold()
        links_by_key = present[link.content_object_id]
        links_by_key[key] = link
    previews: dict[int, RetagPreview] = {}
    for pk, ranked in tags.items():
        names = [tag.name for tag in ranked]
        previews[pk] = _preview_article(names, refused[pk], present[pk])
    return previews


def _preview_article(
    ranked_names: Iterable[str], refused: Collection[str], present: Mapping[str, ArticleTag]
) -> RetagPreview:
    """`refused` and the keys of `present` are casefolded names."""
    changes = RetagPreview([], [], [])
    new_names: dict[str, str] = {}
    for name in ranked_names:
        key = name.casefold()
        if key not in refused:
            new_names[key] = name
    for key, name in new_names.items():
        if key not in present:
            changes.come.append(name)
    for key, link in present.items():
        if link.origin != TagOrigin.AUTOMATIC:
            continue
        names = changes.stay if key in new_names else changes.go
        names.append(link.tag.name)
    return changes


@dataclass
class _LinkChanges:
    """The rows that link articles with tags, by what becomes of them."""

    created: list[ArticleTag] = field(default_factory=list)
    updated: list[ArticleTag] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)  # primary keys

    def store(self) -> None:
        deleted = ArticleTag.objects.filter(pk__in=self.deleted)
        deleted.delete()
        ArticleTag.objects.bulk_create(self.created, ignore_conflicts=True)
        ArticleTag.objects.bulk_update(self.updated, ["score", "evidence"])


def replace_tags(tags: Mapping[int, Sequence[RankedTag]]) -> None:
    """Store the ranked tags of articles instead of their automatic ones.

    A tag that stays keeps its row, so that a form that shows it still means it.
    """
    tag_pks = _tag_pks(tags.values())
    refused = _refused_names(tags)
    present: dict[int, dict[int, ArticleTag]] = {pk: {} for pk in tags}
    for link in ArticleTag.objects.filter(content_object__in=tags):
        present[link.content_object_id][link.tag_id] = link
    changes = _LinkChanges()
    for pk, ranked in tags.items():
        wanted: dict[int, RankedTag] = {}
        # The best tag comes last, because two names may mean the same tag.
        for tag in reversed(ranked):
            if tag.name.casefold() not in refused[pk]:
                tag_pk = tag_pks[tag.name]
                wanted[tag_pk] = tag
        _add_changes(changes, pk, wanted, present[pk])
    changes.store()


def _add_changes(
    changes: _LinkChanges,
    article_pk: int,
    wanted: Mapping[int, RankedTag],
    present: Mapping[int, ArticleTag],
) -> None:
    """`wanted` and `present` are by the primary key of the tag."""
    for tag_pk, tag in wanted.items():
        if tag_pk not in present:
            link = ArticleTag(
                content_object_id=article_pk,
                tag_id=tag_pk,
                score=tag.score,
                origin=TagOrigin.AUTOMATIC,
                evidence=tag.evidence,
            )
            changes.created.append(link)
    for tag_pk, link in present.items():
        if link.origin != TagOrigin.AUTOMATIC:
            continue
        if tag_pk not in wanted:
            changes.deleted.append(link.pk)
        elif _update_link(link, wanted[tag_pk]):
            changes.updated.append(link)


def _update_link(link: ArticleTag, tag: RankedTag) -> bool:
    """Give the link the score and the evidence of the tag; whether anything changed."""
    before = link.score, link.evidence
    link.score = tag.score
    link.evidence = dict(tag.evidence)
    return before != (link.score, link.evidence)


def _refused_names(article_pks: Collection[int]) -> dict[int, set[str]]:
    """The casefolded names of the tags that editors took off each article."""
    names: dict[int, set[str]] = {pk: set() for pk in article_pks}
    removed = TagDecision.objects.filter(
        article__in=article_pks,
        kind=DecisionKind.REMOVED,
    )
    for pk, name in removed.values_list("article_id", "name"):
        key = name.casefold()
        names[pk].add(key)
    return names


def _tag_pks(ranked: Iterable[Iterable[RankedTag]]) -> dict[str, int]:
    """The primary key of each tag by its name; a tag that does not exist yet is created.

    A name means a tag whatever its case and script.
    """
    kinds: dict[str, TagKind] = {}
    for tags in ranked:
        for tag in tags:
            kinds[tag.name] = tag.kind
    known = _known_tags({*kinds, *map(simplified, kinds)})
    for name in kinds:
        key = name.casefold()
        simplified_key = simplified(name).casefold()
        if key not in known and simplified_key in known:
            known[key] = known[simplified_key]
    missing = [name for name in kinds if name.casefold() not in known]
    if missing:
        # A tag that was merged away since the articles were ranked must not come back.
        known |= _merged_tags(missing)
        missing = [name for name in missing if name.casefold() not in known]
    if missing:
        # In one order everywhere: two workers that create the same tags wait for each other then,
        # and do not block each other.
        known |= _create_tags(sorted(missing), kinds)
    return {name: known[name.casefold()] for name in kinds}


def _create_tags(names: Sequence[str], kinds: Mapping[str, TagKind]) -> dict[str, int]:
    """The primary keys of tags of these names, by casefolded name."""
    slugify = Tag().slugify
    tags = []
    for name in names:
        tag = Tag(
            name=name,
            slug=slugify(name),
            type=kinds[name],
        )
        tags.append(tag)
    Tag.objects.bulk_create(tags, ignore_conflicts=True)
    created = _known_tags(names)
    for name in names:
        key = name.casefold()
        if key not in created:  # its slug belongs to another tag: C and C++
            defaults = {"type": kinds[name]}
            tag, _is_new = Tag.objects.get_or_create(name=name, defaults=defaults)
            created[key] = tag.pk
    return created


def _merged_tags(names: Collection[str]) -> dict[str, int]:
    """The primary keys of the tags that these names are other names of, by casefolded name."""
    keys = [name.lower() for name in names]
    aliases = TagAlias.objects.alias(key=Lower("name")).filter(key__in=keys)
    pks: dict[str, int] = {}
    for name, pk in aliases.values_list("name", "tag"):
        pks[name.casefold()] = pk
    return pks


def _known_tags(names: Collection[str]) -> dict[str, int]:
    """The primary keys of the tags that exist, by casefolded name; of two the older one."""
    keys = [name.lower() for name in names]
    tags = Tag.objects.alias(key=Lower("name"))
    has_name = Q(name__in=names)
    has_key = Q(key__in=keys)
    oldest_last = tags.filter(has_name | has_key).order_by("-pk")
    pks: dict[str, int] = {}
    for name, pk in oldest_last.values_list("name", "pk"):
        pks[name.casefold()] = pk
    return pks
