"""Former addresses of papers, issues, pages and sections: each goes on leading to its owner."""

from __future__ import annotations

from urllib.parse import unquote

from articles.models.old_address import AddressOwner, OldAddress

# No more parts of an address can name what moves: /晚报/2024-10-15/A03/.
_DEEPEST = 3


def remember(thing: AddressOwner, before: AddressOwner) -> None:
    """Keep the address that a thing had `before`, where it has another now."""
    old = unquote(before.get_absolute_url())
    new = unquote(thing.get_absolute_url())
    if old == new:
        return
    owner = {str(thing._meta.model_name): thing}
    # The old address is stored once, and a present address is no former one.
    OldAddress.objects.filter(path__in=[old, new], **owner).delete()
    OldAddress.objects.create(path=old, **owner)


def resolve_old(path: str) -> list[str]:
    """The present addresses of what stood at or above this path; the nearest and latest first."""
    ending = ".json" if path.endswith(".json") else ""
    requested = path
    if ending:
        requested = path.removesuffix(ending) + "/"
    # No table holds the character 0, and PostgreSQL refuses it in a query.
    beginnings = [path for path in _beginnings(requested) if "\0" not in path]
    rows = OldAddress.objects.filter(path__in=beginnings)
    rows = rows.select_related(
        "publication",
        "issue__publication",
        "page__issue__publication",
        "section__publication",
    )
    addresses = []
    for row in sorted(rows, key=_nearness, reverse=True):
        owner_address = unquote(row.owner.get_absolute_url())
        rest = requested[len(row.path) :]
        present = owner_address + rest
        if ending:
            present = present.removesuffix("/") + ending
        addresses.append(present)
    return addresses


def _nearness(row: OldAddress) -> tuple[int, int]:
    return len(row.path), row.pk


def _beginnings(path: str) -> list[str]:
    """/ and /a/ and /a/b/ of /a/b/."""
    parts = path.strip("/").split("/")
    beginnings = ["/"]
    for part in parts[:_DEEPEST]:
        beginning = f"{beginnings[-1]}{part}/"
        beginnings.append(beginning)
    return beginnings
