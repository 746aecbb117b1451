"""From files to rows: find the pages, decode and parse them, store one issue in one transaction.

source    which files make which issue           reading   decode, check and parse in memory
naming    what names of files and folders say     rows      what a parsed article means as rows
archive   zip files, safely                       reconcile which stored article is which parsed one
manifest  issue.toml                              store     the only writer of imported rows
decoding  bytes to text                           run       all of it, with the ledger
"""
