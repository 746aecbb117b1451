"""What each printed piece is: headline, byline, text, caption, furniture.

`label`           the labels
`computed_once`    a property that is computed when it is first asked for
`line_features`   what can be seen of one piece by itself
`furniture`       what stands on a page and belongs to no article
`prose`           whether a short line reads like running text
`neighbours`      what stands around a piece
`echoes`          the words that headlines and texts share
`fragments`       pieces that may be parts of a broken paragraph
`clues`           what speaks for and against each label
`piece_forms`     what a piece looks like by its own text: opening, text, names, short line
`page_habits`     what its page does elsewhere
`surroundings`    clues from the pieces around, and from the habits of the page
`position_clues`  clues from places on paper, where these are known
`position_weights`   what these are worth
`label_candidates`   which labels a piece may get at all
`prior_weights`   what was judged by hand, from which the fit starts
`weights`         what every clue is worth: a table fitted to annotated pages
`labelling`       the best chain of labels for the whole page
"""
