"""Static files under names with their checksum, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


# The library comes without types.
class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Imports in the desk's scripts get the hashed names too.

    A browser could mix modules of two releases otherwise.
    """

    support_js_module_import_aggregation = True
