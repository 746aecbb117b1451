"""One app: from the printed page to the public paper.

The decisions behind it are in docs/explanation/architecture.md.

`text`             pure functions on strings and pictures
`parsing`          the text of a printed page becomes a record of its articles
`models`           the tables
`tagging`          tags, related articles and duplicates
`search`           the index of the articles, and what is found in it
`editorial`        what editors do with articles: workflow, content, history
`importing`        page files become issues, pages and articles
`exchange`         an issue as an archive, and back
`access`           who gets in: guesses, the second factor, the provider of logins
`scheduled_jobs`   when each job of the beat was last done
`tasks`            what Celery does in the background
`beat_thread`      the jobs of every minute where no broker is there
`sweeping`         work on many rows of which one may be damaged
`workbench`        a page that was read wrong is put right
`admin`            the desk
`public`           the public site and the API
`management`       the commands
`templatetags`     filters and tags of the templates
`apps`             the app's configuration

A page file goes through `importing`, which calls `parsing`, stores the articles and wakes `tagging`
by `tasks`. Editors work on them in `admin`; `public` shows what `editorial` published.
"""
