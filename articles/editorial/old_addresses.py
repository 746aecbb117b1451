"""Papers, issues, pages and sections that get another address: the former one goes on leading to them."""

from __future__ import annotations

from urllib.parse import unquote

from articles.models.old_address import AddressOwner, OldAddress


def remember(thing: AddressOwner, before: AddressOwner) -> None:
    """Keep the address that a thing had `before`, where it has another now."""
    old, new = unquote(before.get_absolute_url()), unquote(thing.get_absolute_url())
    if old == new:
        return
    owner = {str(thing._meta.model_name): thing}
    # Neither twice, nor as a former one where it has come back to.
    OldAddress.objects.filter(path__in=[old, new], **owner).delete()
    OldAddress.objects.create(path=old, **owner)


def resolve_old(path: str) -> list[str]:
    """Where what stood at this address, or above it, would have it now; the nearest and latest first."""
    ending = ".json" if path.endswith(".json") else ""
    requested = path.removesuffix(ending) + "/" if ending else path
    parents = (
        "publication",
        "issue__publication",
        "page__issue__publication",
        "section__publication",
    )
    # No table holds the character 0, and PostgreSQL takes no question with it.
    beginnings = [path for path in _beginnings(requested) if "\0" not in path]
    rows = OldAddress.objects.filter(path__in=beginnings).select_related(*parents)
    nearest_first = sorted(rows, key=lambda row: (len(row.path), row.pk), reverse=True)
    addresses = [
        unquote(row.owner.get_absolute_url()) + requested[len(row.path) :] for row in nearest_first
    ]
    return [address.removesuffix("/") + ending if ending else address for address in addresses]


# Of the parts of an address so many can name what moves: /晚报/2024-10-15/A03/.
_DEEPEST = 3


def _beginnings(path: str) -> list[str]:
    """/ and /a/ and /a/b/ of /a/b/."""
    parts = path.strip("/").split("/")[:_DEEPEST]
    return ["/", *("/" + "/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))]
