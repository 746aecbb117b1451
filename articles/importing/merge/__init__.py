"""A corrected file meets what editors made of the first one.

`reconcile`   which stored article is which article of the new parse
`three_way`   fields and paragraphs merged from three texts
`conflicts`   what both changed, until somebody decides
"""
