"""How texts and days are set for the eye: {{ article.title|typeset }}."""

from datetime import date
from functools import lru_cache

from django.template import Library
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.models import Article
from articles.text import typesetting

register = Library()

# Characters, as wide as Chinese ones, above which a headline is set smaller.
LONG = 36


@register.filter
def typeset(value: str) -> str:
    return typesetting.typeset(value)


@register.filter
def link(article: Article) -> SafeString:
    """Its headline, which leads to it."""
    return format_html(
        '<a href="{}">{}</a>', article.get_absolute_url(), typesetting.typeset(article.headline)
    )


@register.filter
def day(value: date, form: str = "DATE_FORMAT") -> str:
    """As Django's `date`, which takes longer than all else on a line of a list; a list names few days."""
    return _day(value, form, get_language())


@lru_cache(1024)
def _day(value: date, form: str, _language: str | None) -> str:
    return date_format(value, form)


@register.filter
def is_long(headline: str) -> bool:
    return typesetting.width(headline) > LONG
