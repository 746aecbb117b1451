"""What the tests of importing stand on: English sentences, and a parser that does not guess."""

from tests.fixtures import _in_english, _plain_parser

__all__ = ["_in_english", "_plain_parser"]
