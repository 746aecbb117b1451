"""An article with a value in every field of its content, taken from the declaration itself."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from PIL import Image

from articles.models import Article, ArticleTag, Author, Byline, Illustration, Section, Tag
from articles.models.article_content import FIELDS_BY_NAME, TEXT_COLUMNS
from articles.models.choices import AuthorKind, TagOrigin
from articles.search import full_text

State = dict[str, Any]


def fill_content(article: Article, word: str) -> None:
    """Give a stored article other content: every text, section, byline, picture and tag names the word."""
    publication = article.page.issue.publication
    for column in TEXT_COLUMNS:
        setattr(article, column, f"{word}的{column}")
    article.section = Section.objects.get_or_create(
        publication=publication, name=f"{word}版", defaults={"slug": f"{word}版"}
    )[0]
    article.save()
    article.bylines.all().delete()
    for order, kind in enumerate(AuthorKind):
        author = Author.objects.get_or_create(
            name=f"{word}作者{kind.label}", affiliation=f"{word}单位", kind=kind
        )[0]
        Byline.objects.create(article=article, author=author, role=f"{word}职", order=order)
    article.illustrations.all().delete()
    for order in range(2):
        picture = Illustration(
            article=article,
            caption=f"{word}图{order}",
            credit=f"{word} 摄",
            alt=f"{word}图中{order}",
            order=order,
        )
        if order:
            picture.picture.save(f"{order}.png", ContentFile(drawing()), save=False)
        picture.save()
    ArticleTag.objects.filter(content_object=article).delete()
    tag = Tag.objects.get_or_create(name=f"{word}标签", defaults={"slug": f"{word}标签"})[0]
    ArticleTag.objects.create(content_object=article, tag=tag, origin=TagOrigin.EDITOR)
    full_text.index([article])


def content_of_row(article: Article) -> State:
    """Every field of the declaration as it is stored, related rows by their declared columns."""
    row = Article.objects.get(pk=article.pk)
    state: State = {name: getattr(row, name) for name in TEXT_COLUMNS}
    state["section"] = str(row.section)
    relations: dict[str, Any] = {
        "bylines": row.bylines,
        "pictures": row.illustrations,
        "tags": row.article_tags,
    }
    for name, related in relations.items():
        columns = FIELDS_BY_NAME[name].columns
        state[name] = [_values(entry, columns) for entry in related.all()]
    assert state.keys() == FIELDS_BY_NAME.keys()
    empty = [name for name, value in state.items() if not value]
    assert not empty, "fill_content leaves these fields empty"
    return state


def _values(row: Model, columns: tuple[str, ...]) -> State:
    values: State = {}
    for column in columns:
        value = getattr(row, column)
        if column == "picture":
            value = _read(value) if value else b""  # its name may be another one
        elif column == "author":
            value = (value.name, value.affiliation, value.kind)
        elif column == "tag":
            value = value.name
        values[column] = value
    return values


def _read(picture: FieldFile) -> bytes:
    with picture.open("rb") as file:
        content: bytes = file.read()
        return content


def drawing() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (600, 400), (10, 20, 30)).save(buffer, "PNG")
    return buffer.getvalue()
