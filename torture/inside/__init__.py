"""Programs that run inside a newsroom of the torture, where Django is set up; each answers `Program.ask`.

`dialogue`          reads questions, calls the actions, writes answers
`stored_issue`      what is stored of an issue, as one value that can be compared
`import_children`   imports in child processes that can be killed
"""
