"""Imports at the desk: uploads, the ledger of imports, and an import taken back.

`upload_pages`      files are sent, previewed, put right and stored
`upload_forms`      what a person says of the issue and of its page files
`import_run_admin`  the ledger, which leads to the other pages
`undo_page`         an import taken back, after a preview
`import_link`       the button that leads to the uploads, for several lists
"""
