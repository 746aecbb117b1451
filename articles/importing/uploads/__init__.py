"""Page files sent by a browser.

`upload_files`   the files, kept under numbers
`upload_job`     an upload on its way: read, looked at, confirmed, stored
"""
