"""The desk: the newsroom's tables as editors work with them.

`article/`  the article's form, its review queue, history, conflicts and workflow
`imports/`  uploads, the ledger of imports, taking an import back
`tags/`     the vocabulary, the tags of an article, learned weights, tagging anew
`paper/`    publications, issues, pages with their workbench, authors
`site/`     what all lists and forms share, the dashboard, the navigation, accounts
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.article import article_admin  # noqa: F401 - registers itself
from articles.admin.imports import import_run_admin  # noqa: F401 - registers itself
from articles.admin.paper import author_admin, issue_admin, page_admin, publication_admin  # noqa: F401 - registers itself
from articles.admin.site import accounts, option_checks  # noqa: F401 - registers itself
from articles.admin.tags import tag_admin, tag_weights_admin  # noqa: F401 - registers itself

# By attribute: the theme's own "admin/index.html" stands before ours in the order of apps.
admin.site.index_template = "admin/articles/index.html"
admin.site.index_title = _("Overview")
