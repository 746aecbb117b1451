"""What editors do with articles: every change, its permission, its trail.

`workflow`        the verbs: submit, approve, publish, schedule, withdraw, correct
`editing`         what every edit does beside the text, and how an older version is restored
`history`         the versions of an article
`diff`            two texts side by side
`merge_authors`   authors who turn out to be one
`old_addresses`   where things stood before they were moved or renamed
`presence`        who has which article open
`previews`        links that show an article before it is published
"""
