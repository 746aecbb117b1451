"""Who did what: the grammar of printed credits. Its vocabulary stands in `word_lists`.

All functions take folded text (see `characters.fold`) and look at a bounded part of it. Each form
of credits has its module, and all of them read names and roles by `credit_line`:

`credit_words`      roles, houses and offices as patterns
`credit_tokens`     a stretch of credits cut into its house, roles and words
`credit_line`       the same read: each name with its role
`openings`          what opens a report: 本报讯(记者 甲)
`writer_places`     where a writer lives and what the writer is, before the name: 河西区 甲
`signature_forms`   those, a country before the name, the comment of a house
`pen_names`         what only its place shows to be a name
`bylines`           lines that hold nothing but credits
`closings`          the bracket at the end of an article
`picture_credits`   the end of a caption
`staff_credits`     who made the page
`signatures`        what all these say together of one article
"""
