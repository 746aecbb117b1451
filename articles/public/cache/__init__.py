"""Whole public pages are stored in the cache until something in the paper changes.

`generation`        a token that is replaced whenever something changes that readers see
`page_cache`        the middleware that stores whole pages under that token
`public_pictures`   the files of pictures that are known to be public
`delivery`          the headers with which a public page is delivered

A view is wrapped by `delivery.public_page`, which marks its response as public. The middleware
stores such a response together with the current generation. A change of the paper makes a new
generation, and every stored page of an older generation is void.
"""
