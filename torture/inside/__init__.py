"""Programs that run inside a newsroom of the torture, where Django is set up; each answers `Program.ask`.

`dialogue`          reads questions, calls the actions, writes answers
`stored_issue`      what is stored of an issue, as one value that can be compared
`import_children`   imports in child processes that can be killed
`session_ender`     imports and tagging whose sessions somebody ends
`racing_threads`    races between threads
`tagging_queue`     articles that wait for their tags while somebody kills the workers
`public_addresses`  every public address of the stored rows
`public_visitor`    imports and publishes pages, and visits every public address
`file_taker`        takes files as the command and the desk do, with little memory
`role_walker`       asks as everybody for everything
`payload_filler`    writes scripts into every text of the tables
`desk_work`         imports, tagging, sessions and addresses for what needs a newsroom at work
"""
