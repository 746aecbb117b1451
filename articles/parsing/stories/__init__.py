"""Which headline owns which text, and in which order the text is read.

`continuation_links`   where a sentence that is broken off goes on
`segmentation`         the chain of labels cut into groups of headlines and runs of text
`ownership`            which group of headlines owns which run of text
`drafts`               the articles of a page, headlines with their text and captions
`paragraphs`           broken paragraphs made whole, in reading order
`ownership_weights`    what speaks for a text's owner and for the other half of a broken sentence
"""
