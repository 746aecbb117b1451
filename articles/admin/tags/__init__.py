"""Tags at the desk: the vocabulary, an article's tags, learned weights, tagging anew.

`tag_admin`          the vocabulary, and the merging of tags
`tags_field`         the tags in an article's form
`tag_weights_admin`  what was learned from editors, version by version
`retag_action`       tagging articles anew, from their list
"""
