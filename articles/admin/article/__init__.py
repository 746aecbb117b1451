"""The desk's article: its list, its form and the pages behind its buttons."""
