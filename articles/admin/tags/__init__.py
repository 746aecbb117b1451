"""Tags at the desk: the vocabulary, an article's tags, learned weights, tagging anew."""
