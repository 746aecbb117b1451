"""What the public pages read from the tables, in few queries.

`page_queries`        the querysets of the public pages: which columns and relations they load
`article_page`        an article with everything that stands on its page, in one query
`missing_articles`    why the address of an article no longer leads to it
`keyset_pages`        the one pager of all long lists: pages are cut by key, not by number
`published_lists`     lists of articles, newest first, as prepared queries
`name_register`       the registers of authors and tags, sorted by pronunciation
`calendars`           the days on which a paper came out
`prepared_queries`    queries whose SQL is written once
`instances`           model instances from rows, without the cost of `Model.__init__`
`json_prefetch`       related rows, read as JSON in the row of their article

A view calls `article_page`, `published_lists`, `name_register` or a function of `page_queries`.
Those build a queryset, `prepared_queries` compiles it to SQL once, `instances` turns its rows into
model instances, and `json_prefetch` gives each instance its related rows.

**Private names of Django.** This package alone relies on parts of Django that are not documented.
`tests/public/test_django_internals.py` has a test for each of them, which a new version of Django
has to pass:

- `QuerySet.query.get_compiler(connection=…)`, and of the compiler `as_sql()`, `select`,
`klass_info` (`model`, `select_fields`, `related_klass_infos`, `field`), `annotation_col_map`,
`get_converters()` and `apply_converters()` (`prepared_queries`, `instances`) - an `Expression`
that puts itself among the parameters of `as_sql()`, which arrive unchanged in the compiled query
(`prepared_queries.Param`) - `Field.get_db_prep_value()` and `DatabaseWrapper.wrap_database_errors`
(`prepared_queries`) - `Col.target.attname` (`instances`) - `Model.__new__` without `__init__`,
`Model._state` as a `ModelState` with `adding`, `db` and `fields_cache` (`instances`) -
`Model._prefetched_objects_cache` (`json_prefetch`) - `Subquery.template` and `as_sql(…,
template=…)` (`json_prefetch`)
"""
