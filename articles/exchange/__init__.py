"""A whole issue as an archive that needs nothing else, and back with nothing lost. docs/reference/interchange.md."""
