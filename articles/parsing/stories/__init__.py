"""Which headline owns which text, and in which order the text is read.

`segmentation`         the chain of labels cut into heads and runs of text
`ownership`            which head owns which run
`drafts`               the articles of a page, heads with their text
`paragraphs`           broken paragraphs made whole, in reading order
`continuation_links`   where a sentence that is broken off goes on
`fragments`            pieces that may be parts of a broken paragraph
`affinity`, `echoes`   words that two parts of a page share
"""
