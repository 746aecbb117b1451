"""The tag `cache_block`: a part of a template that is the same on every page is rendered once.

    {% cache_block publication.name publication.prefix %} … {% endcache_block %}

The block is rendered once for each language and each combination of the values that are named, and
stays the same until the process ends. Name every value that the block depends on, and none that
readers can invent.
"""

from collections.abc import Hashable, Sequence

from django.template import Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()

# There are few papers and languages. A block with more values than this names a wrong one, and
# must not fill the memory.
MAX_RENDERED = 64


class CacheBlockNode(Node):
    def __init__(self, nodelist: NodeList, expressions: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.expressions = expressions
        self.rendered: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = [expression.resolve(context) for expression in self.expressions]
        key = (get_language(), *values)
        text = self.rendered.get(key)
        if text is None:
            text = self.nodelist.render(context)
            if len(self.rendered) >= MAX_RENDERED:
                self.rendered.clear()
            self.rendered[key] = text
        return text


@register.tag
def cache_block(parser: Parser, token: Token) -> CacheBlockNode:
    _tag_name, *names = token.split_contents()
    expressions = [parser.compile_filter(name) for name in names]
    nodelist = parser.parse(("endcache_block",))
    parser.delete_first_token()
    return CacheBlockNode(nodelist, expressions)
