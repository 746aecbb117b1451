"""Which headlines own which text, and in which order the text is read.

`draft_articles` makes the articles of a page, `blocks_in_reading_order` reads one of them:

`page_texts`           the texts of a page, and the words that they share
`continuation_links`   where a sentence that is broken off goes on
`segments`             what a page is cut into: groups of headlines and runs of text
`foot_headlines`       runs of text cut where the text of a headline at its foot begins
`segmentation`         the labelled pieces of a page cut into segments
`ownership_scores`     how well a run of text suits a group of headlines
`ownership`            the assignment of runs to headlines with the best scores
`drafts`               the articles of a page, headlines with their text and captions
`run_order`            the order in which the runs of an article are read
`paragraphs`           broken paragraphs made whole, in reading order
`story_weights`        what speaks for a text's owner and for the other half of a broken sentence
"""
