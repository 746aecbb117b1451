"""Static files under names that hold their own checksum, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it comes without types
    """Imports of the desk's scripts are written anew too: else a browser could mix modules of two releases."""

    support_js_module_import_aggregation = True
