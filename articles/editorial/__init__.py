"""What editors do with articles: every change, its permission, its history.

`content`         the writer of an article's content, for editors, imports, workbench and archives
`content_names`   the rows that the names in a content mean: sections, authors, tags
`workflow`        the verbs: submit, approve, publish, schedule, withdraw, correct
`editing`         what every edit does beside the text, and how an older version is restored
`history`         the versions of an article
`diff`            two texts side by side
`merge_authors`   authors who turn out to be the same, merged batch by batch
`old_addresses`   where things stood before they were moved or renamed
`presence`        which users have which article open
`desk_access`     who may read which articles at the desk
`picture_files`   the files of pictures: which of them are still needed
`previews`        links that show an article before it is published

An edit goes through `editing.change`: `history.keep`, then `content`, then `editing.note`, which
informs search, tagger, readers and reviewers and ends with `history.record`.
"""
