"""What a parsed article means as `Content`, to be stored and to be compared. No queries."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from articles.importing.files.naming import clean_name, clean_text
from articles.models import Article, Author, Byline, Illustration, Page, Section
from articles.models.article_content import HEAD_COLUMNS, Content, Picture, Signature
from articles.parsing import ArticleRecord, Block, Credit, Kind, PageRecord, Span
from articles.text.body import BodyBlock, write_body

# The code of the problem that a text does not fit its field; the whole of it then leads the body.
TOO_LONG = "too_long"


def _limit(model: type[Model], field: str) -> int:
    column = model._meta.get_field(field)
    limit: int = getattr(column, "max_length")  # noqa: B009  some fields lack it in the stubs
    return limit


_HEAD_LIMITS = {name: _limit(Article, name) for name in HEAD_COLUMNS}
NAME_LIMIT, ROLE_LIMIT = _limit(Author, "name"), _limit(Byline, "role")
_CREDIT_LIMIT = _limit(Illustration, "credit")
_SECTION_LIMIT, _PAGE_TITLE_LIMIT = _limit(Section, "name"), _limit(Page, "title")


def content_of(record: ArticleRecord, page_title: str) -> tuple[Content, bool]:
    """The content of a parsed article, and whether something was too long for its field."""
    fields, too_long = _fit_head(record)
    bylines = []
    for credit in record.authors:
        name = clean_name(credit.name)
        role = clean_name(credit.role)
        signature = Signature(name, fields["affiliation"], role)
        if len(name) > NAME_LIMIT or len(role) > ROLE_LIMIT:
            text = f"{role} {name}"
            too_long.append(text.strip())
        elif name and signature not in bylines:
            bylines.append(signature)
    parts = [BodyBlock(text) for text in too_long]
    parts += _body_parts(record)
    fields["body"] = write_body(parts)
    section = clean_name(record.section) or page_title
    pictures = _pictures(record)
    content = Content(
        fields,
        section[:_SECTION_LIMIT],
        tuple(bylines),
        tuple(pictures),
    )
    return content, bool(too_long)


def record_in(base_parse: Mapping[str, Any]) -> ArticleRecord:
    """The inverse of `ArticleRecord.to_json`."""
    blocks = []
    for block in base_parse["blocks"]:
        kind = Kind(block["kind"])
        spans = [Span(*span) for span in block["spans"]]
        blocks.append(Block(kind, block["text"], tuple(spans)))
    authors = [Credit(author["name"], author["role"]) for author in base_parse["authors"]]
    return ArticleRecord(
        tuple(blocks),
        title=base_parse["title"],
        authors=tuple(authors),
        affiliation=base_parse["affiliation"],
        source=base_parse["source"],
        section=base_parse["section"],
    )


def page_title(given: str, record: PageRecord) -> str:
    return (clean_name(given) or clean_name(record.section))[:_PAGE_TITLE_LIMIT]


def _fit_head(record: ArticleRecord) -> tuple[dict[str, str], list[str]]:
    # A column that is not read from the page is empty in the file.
    fields = dict.fromkeys(HEAD_COLUMNS, "")
    fields["kicker"] = _joined(record, Kind.KICKER)
    fields["title"] = clean_name(record.title)
    fields["subtitle"] = _joined(record, Kind.SUBTITLE)
    fields["column"] = _joined(record, Kind.COLUMN)
    fields["source"] = clean_name(record.source)
    fields["affiliation"] = clean_name(record.affiliation)
    too_long = []
    for name, text in fields.items():
        limit = _HEAD_LIMITS[name]
        if len(text) > limit:
            too_long.append(text)
            fields[name] = text[: limit - 1] + "…"
    return fields, too_long


def _joined(record: ArticleRecord, kind: Kind) -> str:
    return " ".join(filter(None, map(clean_name, record.texts(kind))))


def _body_parts(record: ArticleRecord) -> Iterator[BodyBlock]:
    """Paragraphs and subheadings, and whatever of the rest stands in no field."""
    elsewhere = {
        Kind.TITLE: (record.title,),
        Kind.SOURCE: (record.source,),
        Kind.AFFILIATION: (record.affiliation,),
        Kind.BYLINE: (record.source, *(credit.name for credit in record.authors)),
    }
    for block in record.blocks:
        text = re.sub(r"\s*\n\s*", "\n", clean_text(block.text))
        if not text:
            continue
        if block.kind is Kind.SUBHEADING or (
            block.kind is Kind.TITLE and not _mentions(text, elsewhere[Kind.TITLE])
        ):
            yield BodyBlock(clean_name(text), is_subheading=True)
        elif block.kind is Kind.PARAGRAPH or (
            block.kind in elsewhere and not _mentions(text, elsewhere[block.kind])
        ):
            yield BodyBlock(text)


def _mentions(text: str, values: tuple[str, ...]) -> bool:
    tight_text = "".join(text.split())
    for value in values:
        tight_value = "".join(value.split())
        if not tight_value:
            continue
        if tight_value in tight_text or tight_text in tight_value:
            return True
    return False


def _pictures(record: ArticleRecord) -> Iterator[Picture]:
    """Each caption with the credit that follows it; a credit before any caption waits for one."""
    caption = credit = ""
    for block in record.blocks:
        if (block.kind is Kind.CAPTION and caption) or (block.kind is Kind.CREDIT and credit):
            yield _fit_picture(caption, credit)
            caption = credit = ""
        if block.kind is Kind.CAPTION:
            caption = clean_text(block.text)
        elif block.kind is Kind.CREDIT:
            credit = clean_name(block.text)
    if caption or credit:
        yield _fit_picture(caption, credit)


def _fit_picture(caption: str, credit: str) -> Picture:
    if len(credit) > _CREDIT_LIMIT:
        text = f"{caption} {credit}"
        return Picture(text.strip(), "")
    return Picture(caption, credit)
