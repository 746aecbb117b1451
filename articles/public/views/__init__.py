"""The views of the public pages, one module for each kind of page.

`issue_view`        today's issue, any issue, a page of one
`article_view`      an article, or the notice that it was withdrawn
`preview_view`      an article that is not published yet, for whoever has a link to it
`picture_view`      the file of a picture, for whoever may read its article
`article_lists`     the articles of a section, a column, an author or a tag
`directories`       all sections, columns, authors and tags
`issue_archive`     all issues by year, and what was printed on a day of the year
`correction_list`   the corrections of a paper
`search_view`       the search page
`ninjs_items`       articles and issues as ninjs, for other newsrooms
`api_entry`         the way into the JSON API
`site_pages`        robots.txt, browser search, icon, and the page for a wrong address

A view reads its rows from `articles.public.queries`, lays them out with
`articles.public.page_layout` and renders a template of `articles/templates/public`.
`articles.public.urls` wraps it with the headers of a public page.
"""
