"""What editors do to the page of `papers`, as proposals; and what came of one."""

from typing import Any

from django.utils import timezone

from articles.models import Article, Page, PageArrangement
from articles.models.choices import Status
from articles.parsing import Kind
from articles.workbench.arrangement_store import Saved
from articles.workbench.save_plan import Plan, Proposal
from tests.workbench.papers import as_kind, blocks_of, make_paper, opened, propose

NEW = "new-1"


def split(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    """The market's second paragraph is an article of its own."""
    state = opened(page)
    *kept, last = blocks_of(state, night)
    return propose(
        state,
        {
            str(night.pk): kept,
            NEW: [as_kind(last, Kind.PARAGRAPH)],
            str(bridge.pk): blocks_of(state, bridge),
        },
        **rest,
    )


def join(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    """The bridge is joined to the market."""
    state = opened(page)
    title, *others = blocks_of(state, bridge)
    blocks = [*blocks_of(state, night), as_kind(title, Kind.SUBHEADING), *others]
    return propose(state, {str(night.pk): blocks}, removed={str(bridge.pk): str(night.pk)}, **rest)


def move_paragraph(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    state = opened(page)
    *kept, last = blocks_of(state, night)
    return propose(
        state, {str(night.pk): kept, str(bridge.pk): [*blocks_of(state, bridge), last]}, **rest
    )


def move_caption(page: Page, night: Article, bridge: Article, **rest: Any) -> Proposal:
    state = opened(page)
    *kept, caption = blocks_of(state, bridge)
    return propose(
        state, {str(night.pk): [*blocks_of(state, night), caption], str(bridge.pk): kept}, **rest
    )


def unchanged(page: Page, night: Article, bridge: Article) -> Proposal:
    state = opened(page)
    return propose(state, {str(one.pk): blocks_of(state, one) for one in (night, bridge)})


def done(saved: Saved) -> Plan:
    assert saved.plan is not None
    assert saved.is_done, (saved.plan.refusals, saved.plan.questions)
    return saved.plan


def refused(saved: Saved, sentence: str) -> None:
    assert saved.plan is not None
    assert not saved.is_done
    assert any(sentence in refusal for refusal in saved.plan.refusals), saved.plan.refusals
    assert not PageArrangement.objects.exists()


def published() -> tuple[Page, Article, Article]:
    return make_paper(status=Status.PUBLISHED, publish_at=timezone.now())


def dissolve(page: Page, night: Article, bridge: Article) -> Proposal:
    """The bridge was an advertisement."""
    state = opened(page)
    ad = [as_kind(block, Kind.FURNITURE) for block in blocks_of(state, bridge)]
    outside = [*state.arrangement.outside, *ad]
    return propose(
        state, {str(night.pk): blocks_of(state, night)}, outside, removed={str(bridge.pk): None}
    )
