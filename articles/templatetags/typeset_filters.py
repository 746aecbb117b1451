"""Filters that set texts and days for the eye: {{ article.title|typeset }}."""

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

# A headline wider than this, in Chinese characters, is set smaller.
LONG = 36


@register.filter
def typeset(value: str) -> str:
    return typesetting.typeset(value)


@register.filter
def link(article: Article) -> SafeString:
    """The headline as a link to the article."""
    address = article.get_absolute_url()
    headline = typesetting.typeset(article.headline)
    return format_html('<a href="{}">{}</a>', address, headline)


@register.filter
def day(value: date, format_name: str = "DATE_FORMAT") -> str:
    """The same as Django's `date`, but remembered: a list has few days, and `date` is its slowest
    part.
    """
    return _format_day(value, format_name, get_language())


@lru_cache(1024)
def _format_day(value: date, format_name: str, _language: str | None) -> str:
    return date_format(value, format_name)


@register.filter
def is_long(headline: str) -> bool:
    return typesetting.width(headline) > LONG
