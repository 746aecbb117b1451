"""How texts are set for the eye: {{ article.title|typeset }}."""

from django.template import Library

from articles import typesetting

register = Library()

# Characters, as wide as Chinese ones, above which a headline is set smaller.
LONG = 36


@register.filter
def typeset(value: str) -> str:
    return typesetting.typeset(value)


@register.filter
def is_long(headline: str) -> bool:
    return typesetting.width(headline) > LONG
