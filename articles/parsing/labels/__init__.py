"""What each printed piece is: headline, byline, text, caption, furniture.

`label`           the labels
`line_features`   what can be seen of one piece by itself
`prose`           whether a short line reads like running text
`furniture`       what stands on a page and belongs to no article
`neighbours`      what stands around a piece
`clues`           what speaks for and against each label
`weights`         what every clue is worth
`labelling`       the best chain of labels for the whole page
"""
