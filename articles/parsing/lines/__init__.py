"""From the text of a page to its printed pieces, and measures between two texts.

`characters`      classes of characters, and one folding for every width and form
`printed_lines`   the lines that are not blank, and the widths of their columns
`pieces`          the lines of one paragraph joined
`junction`        whether a sentence runs over from one piece into another
`affinity`        the words that two parts of a page share
"""
