"""What keeps an issue from being written to an archive, or an archive from being taken back."""


class ArchiveError(Exception):
    """One clear translated sentence: which file, what is wrong with it, and what to do."""
