"""An issue with everything an issue can have."""

from datetime import UTC, date, datetime
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Correction,
    Illustration,
    Issue,
    Page,
    PageArrangement,
    Publication,
    Section,
    Tag,
    TagDecision,
)
from articles.models.choices import (
    AuthorKind,
    DecisionKind,
    Status,
    TaggingState,
    TagOrigin,
    TagType,
)


def make_rich_issue() -> Issue:
    paper = Publication.objects.create(name="云汀日报", prefix="ri-bao", description="云汀市的报纸")
    issue = Issue.objects.create(
        publication=paper, date=date(2026, 3, 12), edition="特刊", number=1234, page_count=8
    )
    section = Section.objects.create(publication=paper, name="城区", slug="cheng-qu")
    for number in ("A10", "A2"):
        page = Page.objects.create(
            issue=issue,
            number=number,
            title="民生",
            staff=[{"name": "甲乙", "role": "责编"}],
            source_name=f"{number}.txt",
            source_text="小巷装上新路灯\r\n\r\n  三条小巷装上了路灯。\u3000\n",
            source_sha256="a" * 64,
            encoding="gb18030",
            parser_version="7",
            outside=[{"kind": "section", "text": "民生", "spans": [[0, 2]]}],
            problems=[{"code": "doubt", "spans": []}],
        )
        articles = [_article(page, section, place) for place in (1, 2)]
        PageArrangement.objects.create(
            page=page,
            text=page.source_text,
            blocks={
                "articles": [
                    {"key": str(articles[1].pk), "blocks": []},
                    {"key": "9999999", "blocks": []},
                ]
            },
            version=3,
        )
    return issue


def _article(page: Page, section: Section, place: int) -> Article:
    article = Article.objects.create(
        page=page,
        section=section if place == 1 else None,
        position=place,
        kicker="桂巷街道",
        title="小巷装上新路灯" if place == 1 else "",
        subtitle="——走夜路不再慌",
        column="议事厅③",
        body="三条<小巷>装上了路灯。\n\n## 走夜路不再慌\n\n\\# 号门前亮了。",
        source="云汀日报",
        affiliation="云汀大学",
        status=Status.PUBLISHED if place == 1 else Status.WITHDRAWN,
        publish_at=datetime(2026, 3, 12, 1, 2, 3, 456789, tzinfo=UTC),
        base_parse={"z": 1, "a": [0.1, 1e-05, None], "title": "小巷"},
        confidence=0.123456789012345,
        problems=[{"code": "too_long", "spans": []}],
        tagging_state=TaggingState.DONE,
        version=5,
    )
    for order, (name, kind) in enumerate(
        (("甲乙", AuthorKind.PERSON), ("桂巷街道办", AuthorKind.OFFICE))
    ):
        author = Author.objects.get_or_create(name=name, affiliation="云汀大学", kind=kind)[0]
        Byline.objects.create(article=article, author=author, role="记者", order=order)
    for name, slug, sort in (("路灯", "lu-deng", TagType.TOPIC), ("C++", "c", TagType.EVENT)):
        tag = Tag.objects.get_or_create(name=name, defaults={"slug": slug, "type": sort})[0]
        ArticleTag.objects.create(
            content_object=article,
            tag=tag,
            score=0.1 + 0.2,
            origin=TagOrigin.AUTOMATIC,
            evidence={"z": 1, "a": 0.5},
        )
    TagDecision.objects.create(article=article, name="小巷", kind=DecisionKind.REMOVED)
    Correction.objects.create(article=article, note="应为四条小巷。")
    Illustration.objects.create(article=article, caption="路灯亮了。", credit="丙丁 摄", order=1)
    shown = Illustration(article=article, caption="小巷", alt="亮着灯的小巷", order=2)
    shown.picture.save("lamp.png", ContentFile(picture(place)), save=False)
    shown.save()
    return article


def picture(shade: int) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (600, 400), (shade, 20, 30)).save(buffer, "PNG")
    return buffer.getvalue()
