"""Search over the published articles.

The way through it: `full_text` is the interface for everybody else. To index an article it asks
`search_entries` for the words of the article, which `terms` cuts. To find articles it has `terms`
cut the query in the same way, and lets the module of the database in use write the SQL.

`full_text`       the interface: index articles, index all of them anew, find them
`search_entries`  what the index stores of an article: its texts, cut into terms
`terms`           how a text and a query are cut into terms; pure functions on strings
`sqlite`          the SQL of a query for SQLite, which searches with FTS5
`postgresql`      the SQL of a query for PostgreSQL, which searches a tsvector

Another database needs a module like the last two, a method `as_VENDOR` on the expressions in
`full_text`, and a migration that makes its index. A search engine outside the database replaces
`index`, `reindex` and `find` in `full_text`. docs/explanation/search.md tells how the present ones
were chosen.
"""
