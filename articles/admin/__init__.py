"""The desk: the newsroom's tables as editors work with them. One module for each kind of row."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import (  # noqa: F401  (each registers its rows; `checks` its system check)
    accounts,
    article,
    author,
    checks,
    import_run,
    issue,
    page,
    publication,
    tag,
    tag_weights,
)

# By attribute: the theme's own "admin/index.html" stands before ours in the order of apps.
admin.site.index_template = "admin/articles/index.html"
admin.site.index_title = _("Overview")
