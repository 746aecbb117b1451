"""Texts and pictures: functions that know no table.

Each module stands by itself, except that `pinyin_order` reads names by `hant_hans`.

`body`          the markup of an article's body: paragraphs and subheadings
`typesetting`   Chinese punctuation as it is set for the eye
`hant_hans`     traditional and simplified characters
`pinyin_order`  the order of names by their sound
`fingerprints`  keys by which nearly equal texts are found
`problems`      what the parser doubted, in sentences; which doubts are still open
`file_faults`   why a file cannot be written
`images`        uploaded pictures, checked, drawn anew and stored in several sizes
"""
