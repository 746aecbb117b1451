"""A whole issue as an archive that needs nothing else, and back with nothing lost.

docs/reference/interchange.md describes the format.

`issue_schema`        what stands in `issue.json`
`issue_description`   an issue of the tables as such a value, with its pictures
`pack`                that value as the files of an archive
`unpack`              the files of an archive, checked, as that value
`restore`             that value back into the tables
`exchange_faults`     the error that says what is wrong with an archive
"""
