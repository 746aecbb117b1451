"""What an article consists of. Every list of its columns in this project is derived from here.

A new text column needs its line in `models/article.py`, its migration and its line in
`CONTENT_FIELDS`. Import, merge, workbench, history, restoring and the archive of an issue then
carry it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models.choices import TaggingState


class ContentKind(Enum):
    TEXT = "a column of the article"
    RELATION = "rows of other tables"


class FormGroup(Enum):
    """Under which heading the form of the desk shows a text."""

    TEXT = "text"
    PLACE = "place"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentField:
    """One field of an article's content."""

    name: str  # the column; of a relation, its name in versions and conflicts
    label: Promise
    kind: ContentKind = ContentKind.TEXT
    is_printed: bool = True  # readers see it: a change is reviewed, and corrected once it is public
    is_tagged: bool = False  # the tagger reads it: after a change it has to read it again
    is_counted: bool = False  # the rarity of words in the paper is counted in it
    form_group: FormGroup | None = None
    form_name: str = ""  # the name of a relation in the form, where that is another one
    columns: tuple[str, ...] = ()  # of a relation's own rows

    @property
    def names(self) -> frozenset[str]:
        """All names by which a change of this field is reported."""
        return frozenset({self.name, self.form_name or self.name})


CONTENT_FIELDS: Final = (
    ContentField(
        name="kicker",
        label=_("kicker"),
        is_tagged=True,
        is_counted=True,
        form_group=FormGroup.TEXT,
    ),
    ContentField(
        name="title",
        label=_("title"),
        is_tagged=True,
        is_counted=True,
        form_group=FormGroup.TEXT,
    ),
    ContentField(
        name="subtitle",
        label=_("subtitle"),
        is_tagged=True,
        is_counted=True,
        form_group=FormGroup.TEXT,
    ),
    ContentField(
        # Not counted: the name of a column stands over each of its articles.
        name="column",
        label=_("column"),
        is_tagged=True,
        form_group=FormGroup.PLACE,
    ),
    ContentField(
        name="body",
        label=_("body"),
        is_tagged=True,
        is_counted=True,
        form_group=FormGroup.TEXT,
    ),
    ContentField(name="source", label=_("source"), form_group=FormGroup.CREDITS),
    ContentField(
        name="affiliation",
        label=_("affiliation of the authors"),
        form_group=FormGroup.CREDITS,
    ),
    ContentField(
        name="section",
        label=_("section"),
        kind=ContentKind.RELATION,
        is_printed=False,
        columns=("section",),
    ),
    ContentField(
        name="bylines",
        label=_("bylines"),
        kind=ContentKind.RELATION,
        columns=("author", "role", "order"),
    ),
    ContentField(
        name="pictures",
        label=_("captions"),
        kind=ContentKind.RELATION,
        form_name="illustrations",
        columns=("caption", "credit", "picture", "alt", "order"),
    ),
    ContentField(
        name="tags",
        label=_("tags"),
        kind=ContentKind.RELATION,
        is_printed=False,
        form_name="tag_names",
        columns=("tag", "origin"),
    ),
)

FIELDS_BY_NAME: Final = MappingProxyType({field.name: field for field in CONTENT_FIELDS})
TEXT_FIELDS: Final = tuple(field for field in CONTENT_FIELDS if field.kind is ContentKind.TEXT)
RELATIONS: Final = tuple(field for field in CONTENT_FIELDS if field.kind is ContentKind.RELATION)

# Columns of the article.
TEXT_COLUMNS: Final = tuple(field.name for field in TEXT_FIELDS)
HEAD_COLUMNS: Final = tuple(name for name in TEXT_COLUMNS if name != "body")
TAGGED_COLUMNS: Final = frozenset(field.name for field in TEXT_FIELDS if field.is_tagged)
COUNTED_COLUMNS: Final = tuple(field.name for field in TEXT_FIELDS if field.is_counted)
CONTENT_COLUMNS: Final = (*TEXT_COLUMNS, "section")

# Names by which a change is reported: columns, and relations as versions and as forms call them.
PRINTED_NAMES: Final = frozenset().union(
    *(field.names for field in CONTENT_FIELDS if field.is_printed)
)
TAG_NAMES: Final = FIELDS_BY_NAME["tags"].names


def form_texts(group: FormGroup) -> tuple[str, ...]:
    """The text columns that the form of the desk shows under this heading."""
    return tuple(field.name for field in TEXT_FIELDS if field.form_group is group)


class ExcludedColumn(NamedTuple):
    """A column that is no content."""

    reason: str
    is_versioned: bool = False  # stands in the versions of the article
    is_exported: bool = False  # stands in the archive of an issue


_TAGGER: Final = "the tagger's own queue"
_PARSER: Final = "what the parser says of the text"

# The columns of an article that are no content.
ARTICLE_EXCLUSIONS: Final = MappingProxyType(
    {
        "id": ExcludedColumn("the key", is_versioned=True),
        "page": ExcludedColumn("where it stands in the paper", is_versioned=True),
        "position": ExcludedColumn(
            "where it stands on its page", is_versioned=True, is_exported=True
        ),
        "column_name": ExcludedColumn("the database makes it of the column"),
        "status": ExcludedColumn("the workflow moves it", is_versioned=True, is_exported=True),
        "publish_at": ExcludedColumn("the workflow sets it", is_versioned=True, is_exported=True),
        "base_parse": ExcludedColumn(_PARSER, is_exported=True),
        "confidence": ExcludedColumn(_PARSER, is_exported=True),
        "problems": ExcludedColumn(_PARSER, is_exported=True),
        "settled": ExcludedColumn("what editors say of the problems", is_exported=True),
        "tagging_state": ExcludedColumn(_TAGGER, is_exported=True),
        "tagging_attempts": ExcludedColumn(_TAGGER, is_exported=True),
        "tagging_lease": ExcludedColumn(_TAGGER),
        "tagging_error": ExcludedColumn(_TAGGER, is_exported=True),
        "created_by": ExcludedColumn("an account of this installation"),
        "version": ExcludedColumn("counts the changes", is_versioned=True, is_exported=True),
        "created_at": ExcludedColumn("a date of the row", is_exported=True),
        "updated_at": ExcludedColumn("a date of the row", is_exported=True),
    }
)

# The columns of the relations' own rows that are no content, with the reason.
BYLINE_EXCLUSIONS: Final = MappingProxyType({"id": "the key", "article": "what it belongs to"})
ILLUSTRATION_EXCLUSIONS: Final = MappingProxyType(
    {
        "id": "the key",
        "article": "what it belongs to",
        "width": "measured in the picture",
        "height": "measured in the picture",
        "widths": "the sizes made of the picture",
    }
)
ARTICLE_TAG_EXCLUSIONS: Final = MappingProxyType(
    {
        "id": "the key",
        "content_object": "what it belongs to",
        "score": "the tagger's; an editor's tag has the highest",
        "evidence": "the tagger's",
    }
)

UNVERSIONED_COLUMNS: Final = tuple(
    name for name, column in ARTICLE_EXCLUSIONS.items() if not column.is_versioned
)
EXPORTED_COLUMNS: Final = (
    *TEXT_COLUMNS,
    *(name for name, column in ARTICLE_EXCLUSIONS.items() if column.is_exported),
)

# The columns of an article whose tags are to be found anew.
TAGGING_RESET: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "tagging_state": TaggingState.PENDING,
        "tagging_attempts": 0,
        "tagging_lease": None,
        "tagging_error": "",
    }
)


class Signature(NamedTuple):
    """One entry of an article's bylines."""

    name: str
    affiliation: str
    role: str


class Picture(NamedTuple):
    """A picture as it is printed: its words."""

    caption: str
    credit: str


class PictureEntry(NamedTuple):
    """A picture with its file, empty where there is none. None leaves what the row has."""

    caption: str
    credit: str
    file: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything about an article that an import writes and an editor can change.

    `fields` holds the text of each of `TEXT_COLUMNS`; a section without a name is none.
    """

    fields: Mapping[str, str]
    section: str
    bylines: tuple[Signature, ...]
    pictures: tuple[Picture, ...]
