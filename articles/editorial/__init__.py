"""What editors do with articles: every change, its permission, its trail.

`content`         the writer of an article's texts, section, bylines, pictures and tags
`content_names`   the rows that the names of an article's content mean
`workflow`        the verbs: submit, approve, publish, schedule, withdraw, correct
`editing`         what every edit does beside the text, and how an older version is restored
`content`         the writer of an article's content, for editors, imports, workbench and archives
`content_names`   the rows that the names in a content mean: sections, authors, tags
`history`         the versions of an article
`diff`            two texts side by side
`merge_authors`   authors who turn out to be one, batch by batch
`old_addresses`   where things stood before they were moved or renamed
`presence`        who has which article open
`previews`        links that show an article before it is published

An edit goes through `editing.change`: `history.keep`, then `content`, then `editing.note`, which tells
search, tagger, readers and reviewers and ends with `history.record`.
"""
