"""Page files and their text, from the paths or uploads that somebody names.

`file_source`   finds page files in files, folders and zips
`zips`          reads zip files within limits
`naming`        reads the names of files and folders
`manifest`      reads `issue.toml`
`decoding`      turns bytes into text
`pdf/`          reads the characters of printed pages that come as PDF

`file_source` finds the files, `naming` and `manifest` say which issue they belong to, and
`decoding` and `pdf/` read them. `zips` is used by `file_source` alone, and by the exchange of whole
issues.
"""
