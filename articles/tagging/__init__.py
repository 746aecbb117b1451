"""Tags of articles: ranked by what a text makes of its words, stored, and put to use.

The way through it: `article_tagging` takes stored articles off the queue, `article_texts` reads
them, and `ranking` ranks their tags: `annotated_text` has the words and names of a text,
`candidates` what of them could be a tag. `automatic_tags` stores the result, `duplicates` and
`related` look for other articles. The pure modules know neither Django nor a table.

Pure:
`segmenter`          cuts text into words, with jieba's dictionary
`word_frequencies`   in how many of the paper's own articles each word stands, as files
`lexicon`            places, surnames, the newsroom's words; the vocabulary as the ranker sees it
`build_lexicon`      makes the list of places from public tables; run by hand
`word_classes`       what is known of a word before a text is read
`places`             places in cut text, known ones and new ones
`annotated_text`     a text as words with their roles, the names taken out
`candidates`         what could be a tag: words, names and repeated terms
`ranking`            which candidates are worth being tags

On stored articles:
`article_texts`      what the ranker gets of them
`article_tagging`    the queue: taken, tagged, done or failed
`automatic_tags`     ranked tags stored, or previewed
`duplicates`         articles that were printed twice
`related`            articles that share rare tags
`corpus`             the paper's articles as a corpus, in which words are counted
`vocabulary`         one name for each thing; two tags merged
`vocabulary_table`   the vocabulary as a CSV file, out and in

`learning/`          what editors make of tags, learned as factors; it can be left out
"""
