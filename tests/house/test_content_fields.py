"""One declaration says what an article consists of; nothing lists its columns by hand."""

import ast
from itertools import chain
from pathlib import Path

import pytest
from django.db.models import Model

from articles.models import Article, ArticleTag, Byline, Illustration
from articles.models.article_content import (
    ARTICLE_EXCLUSIONS,
    ARTICLE_TAG_EXCLUSIONS,
    BYLINE_EXCLUSIONS,
    CONTENT_COLUMNS,
    CONTENT_FIELDS,
    FIELDS_BY_NAME,
    ILLUSTRATION_EXCLUSIONS,
    TEXT_COLUMNS,
    TEXT_FIELDS,
    FormGroup,
    form_texts,
)
from tests.house.compose import ROOT

APP = ROOT / "articles"
DECLARED = {
    Article: (CONTENT_COLUMNS, ARTICLE_EXCLUSIONS),
    Byline: (FIELDS_BY_NAME["bylines"].columns, BYLINE_EXCLUSIONS),
    Illustration: (FIELDS_BY_NAME["pictures"].columns, ILLUSTRATION_EXCLUSIONS),
    ArticleTag: (FIELDS_BY_NAME["tags"].columns, ARTICLE_TAG_EXCLUSIONS),
}
# Modules that may name several columns side by side, with the reason.
NAMED_BY_HAND = {
    "models/article.py": "the columns themselves",
    "models/article_content.py": "the declaration",
    "importing/content_rows.py": "which column a block of the page becomes",
    "tagging/annotated_text.py": "parts of a text that are weighed, not columns",
    "management/commands/tag_text.py": "keys of a line of the command's input",
    "workbench/annotations.py": "parts of the parser's record",
    "admin/tags/tags_field.py": "parts of a text that a tag was found in",
}
SIDE_BY_SIDE = 3


@pytest.mark.parametrize("model", DECLARED, ids=lambda model: model.__name__)
def test_every_column_is_content_or_excluded_with_a_reason(model: type[Model]) -> None:
    columns = {field.name for field in model._meta.concrete_fields}
    content, exclusions = DECLARED[model]
    assert columns - set(content) - exclusions.keys() == set(), "say what it is in article_content"
    assert set(content) | exclusions.keys() == columns
    assert not set(content) & exclusions.keys()


def test_a_text_field_is_called_as_its_column() -> None:
    names = {column.name: str(column.verbose_name) for column in Article._meta.concrete_fields}
    for field in TEXT_FIELDS:
        assert str(field.label) == names[field.name]


def test_every_text_has_its_place_in_the_form_of_the_desk() -> None:
    shown = [*chain.from_iterable(map(form_texts, FormGroup))]
    assert sorted(shown) == sorted(TEXT_COLUMNS)


def test_names_of_fields_stand_once() -> None:
    names = [field.name for field in CONTENT_FIELDS]
    assert len(names) == len(set(names))


def listed_by_hand(path: Path) -> list[int]:
    """The lines of a module on which several columns of text stand in one literal."""
    lines = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Dict):
            items = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            items = node.elts
        else:
            continue
        texts = [item.value for item in items if isinstance(item, ast.Constant)]
        columns = [text for text in texts if text in TEXT_COLUMNS]
        if len(columns) >= SIDE_BY_SIDE:
            lines.append(node.lineno)
    return lines


def test_no_module_lists_the_columns_by_hand() -> None:
    found = {}
    for path in sorted(APP.rglob("*.py")):
        name = str(path.relative_to(APP))
        is_ours = not name.startswith(("migrations/", "parsing/", "public/"))
        if is_ours and name not in NAMED_BY_HAND and (lines := listed_by_hand(path)):
            found[name] = lines
    assert found == {}
