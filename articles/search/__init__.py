"""Search over the published articles.

`full_text`   the index and the questions asked of it, on SQLite and on PostgreSQL
"""
