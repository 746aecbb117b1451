"""The error for input that an import cannot use."""


class SourceError(Exception):
    """One clear translated sentence: which file, what is wrong with it, and what to do."""
