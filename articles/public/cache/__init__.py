"""Whole public pages are stored in the cache until something on them may have changed.

`scopes`             the names of what pages show
`generation`         for each name a token that is replaced whenever readers see something else
`cache_access`       the cache, which may be away
`write_statements`   what a statement writes, read from its SQL
`visible_rows`       which rows readers see, and in which papers
`noticed_changes`    the wrapper that notices statements, and renews generations after the commit
`stored_page`        a page as it is stored
`page_cache`         the middleware that stores pages with their tokens, and answers from the cache
`public_pictures`    the files of pictures that are known to be public
`delivery`           the headers with which a public page is delivered

A view is wrapped by `delivery.public_page`, which marks its response as public and reads the
generations of what it shows. The middleware stores such a response together with their tokens. A
change renews the generations of the papers that show it, and every page stored with another token
is void.
"""
