"""The published paper as data: a read-only JSON API, with its description and its handbook. docs/reference/api.md."""
