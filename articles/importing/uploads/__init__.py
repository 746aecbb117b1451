"""Page files that a browser sends, from their arrival to their import.

`upload_files`   stores the files on the disk, finds the pages in them, and deletes them
`upload_job`     reads an upload, shows a preview, and imports it when somebody confirms

The desk calls `upload_files.receive` once; everything after that is a step of `upload_job`.
"""
