"""What is done to the program on purpose; each module has one or two functions from a `Plan` to an `Outcome`.

`killed_imports`    SIGKILL during imports
`races`             importers, editors, publishing, merging at the same moment
`fuzzed_pages`      damaged pages through the parser, the database and every public address

`catalogue` in the package above lists them all under the names that the command line takes.
"""
