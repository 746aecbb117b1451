"""Public pages are kept until something in the paper changes.

`generation`   a token that is made anew whenever something changes that readers see
`page_cache`   the middleware that keeps whole pages under that token
`delivery`     the headers with which a public page is delivered
"""
