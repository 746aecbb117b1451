"""Values that a browser, a script or a broken link may send, as they stand in an address."""

from typing import Final

# By what they are; each is encoded already.
NASTY: Final = {
    "empty": "",
    "nul": "a%00b",
    "half a character, and no UTF-8": "%ED%A0%80%FF",
    "just beyond 64 bits": "9223372036854775808",
    "beyond any int": "9" * 5_000,
    "negative": "-1",
    "superscript": "%C2%B2",
    "list": "%5B1%2C2%5D",
    "markup, quotes, emoji": "%3Cscript%3E%27%22%29%3B--%20%F0%9F%93%B0%25s%E2%80%AE",
}
# Longer than any column; in an address of its own, because servers refuse it earlier.
LONG: Final = "%E7%81%AF" * 100_000
