"""Standing type (活版): what is the same on every page is set once, not for every reader.

    {% standing publication.name publication.prefix %} … {% endstanding %}

is rendered once for each language and each value of what is named, and then stays as it is for the life of
the process. Name all that the block depends on, and nothing that readers can make up.
"""

from collections.abc import Hashable, Sequence

from django.template import Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()

# Papers and languages are few; what grows beyond that was named by mistake and must not fill the memory.
MOST = 64


class StandingNode(Node):
    def __init__(self, nodelist: NodeList, subjects: Sequence[FilterExpression]) -> None:
        self.nodelist, self.subjects = nodelist, subjects
        self.kept: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(subject.resolve(context) for subject in self.subjects))
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= MOST:
                self.kept.clear()
            found = self.kept[key] = self.nodelist.render(context)
        return found


@register.tag
def standing(parser: Parser, token: Token) -> StandingNode:
    subjects = [parser.compile_filter(name) for name in token.split_contents()[1:]]
    nodelist = parser.parse(("endstanding",))
    parser.delete_first_token()
    return StandingNode(nodelist, subjects)
