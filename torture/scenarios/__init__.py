"""What is done to the program on purpose; each module has one or two functions from a `Plan` to an `Outcome`.

`killed_imports`    SIGKILL during imports
`ended_sessions`    sessions of PostgreSQL are ended during imports, tagging and requests
`races`             importers, editors, publishing, merging at the same moment
`killed_workers`    SIGKILL of Celery workers behind Redis and RabbitMQ
`mute_services`     broker and cache that are silent or closed
`fuzzed_pages`      damaged pages through the parser, the database and every public address
`hostile_files`     zips, texts, links, devices and names that are traps
`walked_roles`      everybody asks for every address by every method with every content
`guessed_passwords`  strangers guess one password from many addresses
`payloads`          scripts in every field, looked at in Chromium
`slow_clients`      slow heads, slow readers and broken uploads before nginx
`traffic`           an hour's readers, editors, imports and tagging in ten minutes

`catalogue` in the package above lists them all under the names that the command line takes.
"""
