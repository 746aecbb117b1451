"""The converters that read and write the parts of a public address.

An address names what it leads to: `/2024-10-15/A03/17-标题/`. The first argument of most routes is
the prefix of the paper; the main paper has none, and then the address has no such segment.
"""

from datetime import date
from typing import NamedTuple, Self

from django.urls import register_converter

from articles.models.choices import TagType
from articles.text.pinyin_order import OTHER


class IssueLabel(NamedTuple):
    """The day of an issue and its edition, which is usually empty; parsed from `Issue.label`."""

    date: date
    edition: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for a day that is not in the calendar."""
        day = date.fromisoformat(text[:10])
        edition = text[11:]
        return cls(day, edition)


class SlugConverter:
    """A slug, which may be Chinese."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PageNumberConverter(SlugConverter):
    """The number of a page, as it is printed."""

    regex = r"[^/]{1,10}"


class ColumnConverter(SlugConverter):
    """A column's name as it is printed, without its number."""

    regex = r"[^/\0]{1,200}"


class RestConverter(SlugConverter):
    """The rest of the path, which may be empty."""

    regex = r"(?s:.*)"


class DayOfYearConverter:
    """Month and day, `03-12`, of any year."""

    regex = r"[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"2000-{value}")  # a year with a 29 February

    def to_url(self, value: date) -> str:
        return f"{value:%m-%d}"


class PrefixConverter(SlugConverter):
    """A publication's prefix with its slash, or nothing."""

    regex = r"(?:[-\w]+/)?"

    def to_python(self, value: str) -> str:
        return value.removesuffix("/")

    def to_url(self, value: str) -> str:
        return f"{value}/" if value else ""


class TailConverter(SlugConverter):
    """The slug behind a key, with its hyphen. Only readers need it: it may be wrong or missing."""

    regex = r"(?:-[^/]*)?"

    def to_python(self, value: str) -> str:
        return value.removeprefix("-")

    def to_url(self, value: str) -> str:
        return f"-{value}" if value else ""


class InitialConverter(SlugConverter):
    """A letter of a register, or the word for names that begin with none."""

    regex = rf"[a-z]|{OTHER}"


class TagTypeConverter(SlugConverter):
    regex = "|".join(TagType.values)


class IssueConverter:
    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[-\w]+)?"

    def to_python(self, value: str) -> IssueLabel:
        return IssueLabel.parse(value)

    def to_url(self, value: str) -> str:
        return value


class KeyConverter:
    regex = r"[0-9]{1,18}"  # more a database cannot count

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class YearConverter:
    regex = r"[0-9]{4}"

    def to_python(self, value: str) -> int:
        return date(int(value), 1, 1).year  # there is no year 0000

    def to_url(self, value: int) -> str:
        return f"{value:04}"


register_converter(ColumnConverter, "column")
register_converter(DayOfYearConverter, "day")
register_converter(InitialConverter, "initial")
register_converter(IssueConverter, "issue")
register_converter(KeyConverter, "key")
register_converter(PageNumberConverter, "number")
register_converter(PrefixConverter, "prefix")
register_converter(RestConverter, "rest")
register_converter(SlugConverter, "uslug")
register_converter(TailConverter, "tail")
register_converter(TagTypeConverter, "tagtype")
register_converter(YearConverter, "year")
