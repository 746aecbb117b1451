"""What the public pages read from the tables, in few queries.

`page_queries`       the questions of the public pages
`article_page`       an article with everything that stands on its page, in one query
`keyset_pages`       long lists, cut by key
`name_register`      registers of authors and tags by the order of their sound
`calendars`          the days on which a paper came out
`prepared_queries`   queries whose SQL is written once
`instances`          model instances from rows, without Django's cost for each
`json_prefetch`      related rows read as JSON in the article's own row
"""
