"""What is wrong with what was given, said to the person who gave it."""


class SourceError(Exception):
    """One clear translated sentence: which file, what is wrong with it, and what to do."""
