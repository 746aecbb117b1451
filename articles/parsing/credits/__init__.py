"""Who did what: printed credits.

`grammar`      the grammar of bylines, datelines, closing brackets, photo credits and staff lines
`signatures`   the authors, affiliations and source that the blocks of one article name together
"""
