"""Template tags and filters of the public pages.

`cache_block`       a part of a template that is rendered once and then reused
`typeset_filters`   texts and days, set for the eye
"""
