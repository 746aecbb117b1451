"""From what was given to page files with their text.

`file_source`   page files found in files, folders and zips
`zips`          zip files, read within limits
`naming`        what the names of files and folders say
`manifest`      `issue.toml`
`decoding`      bytes to text
"""
