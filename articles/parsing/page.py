"""Put the stages together."""

from articles.parsing.record import ArticleRecord, Block, Kind, PageRecord, Span

PARSER_VERSION = "0"


def parse_page(text: str) -> PageRecord:
    """Provisional: one article a short line followed by longer ones."""
    articles: list[list[Block]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        kind = Kind.TITLE if len(line) < 30 and line[-1] not in "。”!?" else Kind.PARAGRAPH
        block = Block(kind, line.strip(), (Span(number, 0, len(line)),))
        if kind is Kind.TITLE and (not articles or articles[-1][-1].kind is Kind.PARAGRAPH):
            articles.append([block])
        elif not articles:
            articles.append([block])
        else:
            articles[-1].append(block if kind is Kind.PARAGRAPH else Block(Kind.SUBHEADING, block.text, block.spans))
    return PageRecord(
        tuple(
            ArticleRecord(tuple(blocks), title=blocks[0].text if blocks[0].kind is Kind.TITLE else "")
            for blocks in articles
        )
    )
