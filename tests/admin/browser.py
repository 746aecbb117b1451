"""What a browser does with a form: send back every field as it stands, but for what the user changed."""

from html.parser import HTMLParser
from typing import Any

from django.urls import reverse

Fields = dict[str, list[str]]


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.fields: Fields = {}
        self._inside = False
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._inside = named.get("id") == self.form_id
        elif self._inside and tag == "input":
            self._read_input(named)
        elif self._inside and tag == "textarea":
            self._text = named["name"]
            self.fields[self._text] = [""]
        elif self._inside and tag == "select":
            self._select = named["name"]
        elif self._select and tag == "option" and "selected" in named:
            self.fields.setdefault(self._select, []).append(named["value"])

    def _read_input(self, named: dict[str, str]) -> None:
        kind = named.get("type")
        ticked = kind not in ("checkbox", "radio") or "checked" in named
        if named.get("name") and kind not in ("submit", "file") and ticked:
            self.fields.setdefault(named["name"], []).append(named.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._text:
            # A line end after the tag is no text; the others are sent as CR LF.
            text = self.fields[self._text][0].removeprefix("\r\n").removeprefix("\n")
            self.fields[self._text] = [text.replace("\r\n", "\n").replace("\n", "\r\n")]
            self._text = None
        elif tag == "select":
            self._select = None


def fill(response: Any, form_id: str, **changes: Any) -> dict[str, Any]:
    """The data a browser would post from this page, with the changes (a list for several of one name)."""
    reader = _FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.fields, f"no form {form_id} on the page"
    return {
        name: values for name, values in reader.fields.items() if "__prefix__" not in name
    } | changes


def change_url(row: Any) -> str:
    return url_of(row, "change")


def url_of(row: Any, what: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}", args=[row.pk])
