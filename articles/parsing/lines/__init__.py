"""From the text of a page to its printed pieces.

`characters`   classes of characters, and one folding for every width and form
`pieces`       the runs of text that one look takes in
`junction`     whether a sentence runs over from one piece into another
"""
