"""From files to rows: find the pages, decode and parse them, store one issue in one transaction.

`files/`          page files and their text
`issues`          which files make which issue
`read`            decodes and parses the pages of an issue in memory
`content_rows`    what a parsed article means as rows
`identities`      finds or makes the paper and the issue that an import writes to
`merge/`          decides what a corrected file changes of a stored article
`publishing`      which new articles an import publishes, and which wait
`store`           writes imported rows; no other module does
`snapshot`        what the ledger keeps of an import, for an undo
`undo`            takes an import back
`results`         what an import did
`run`             all of it, with the ledger
`import_preview`  what an import would do
`uploads/`        files that a browser sends, from their arrival to their import
`faults`          the error for input that an import cannot use

`run` calls `issues`, `read` and `store` in this order; commands and the desk call `run`.
"""
