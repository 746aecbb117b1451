"""The public site: pages, feeds, sitemaps, structured data and the JSON API, all read-only.

`urls`             the addresses
`url_converters`   the parts of an address, read and written
`views/`           a module for each kind of page
`queries/`         the rows that the pages show
`page_layout`      which article of a page leads, and how much is shown of each
`output_text`      text made safe for XML, cut and excerpted
`feeds`            Atom and RSS
`sitemaps`         sitemaps and the news sitemap
`structured`       schema.org data of an article
`ninjs`            articles and issues as IPTC ninjs
`permanent_ids`    identifiers that survive a change of address
`picture_delivery` the file of a picture, whole or in part
`redirects`        redirects from old addresses
`cache/`           whole pages, stored until the paper changes
`api/`             the JSON API

A request passes the middleware `cache.page_cache`. If the page is not stored there, `urls` leads to
a view, which reads from `queries`, starting from `published()`, and renders a template of
`articles/templates/public`.
"""
