"""The desk: the newsroom's tables as editors work with them.

`article/`  the article's form, its review queue, history, conflicts and workflow
`imports/`  uploads, the ledger of imports, an import taken back
`tags/`     the vocabulary, the tags of an article, learned weights, tagging anew
`paper/`    publications, issues, pages with their workbench, authors
`site/`     what all lists and forms share, the dashboard, the navigation, accounts

An admin is one class for one table. It inherits from one of the bases in `site/model_admin`,
and has parts (`site/admin_part`): each brings its own pages, and what it adds to the form.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

# These modules register their admins themselves.
from articles.admin.article import article_admin  # noqa: F401
from articles.admin.imports import import_run_admin  # noqa: F401
from articles.admin.paper import (  # noqa: F401
    author_admin,
    issue_admin,
    page_admin,
    publication_admin,
)
from articles.admin.site import accounts, option_checks  # noqa: F401
from articles.admin.tags import tag_admin, tag_weights_admin  # noqa: F401

# By attribute: the theme's own "admin/index.html" stands before ours in the order of apps.
admin.site.index_template = "admin/articles/index.html"
admin.site.index_title = _("Overview")
