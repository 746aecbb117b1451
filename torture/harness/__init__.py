"""What the scenarios are played on: newsrooms of their own, servers, and programs inside them.

`newsrooms`         an installation in a temporary folder with a database of its own
`programs`          a process inside a newsroom that does what it is asked to
`web_servers`       gunicorn and nginx before a newsroom
`brokers`           Redis, RabbitMQ, servers that are mute or closed
`visitors`          editors at their browsers, without a browser
`crowds`            what goes on beside a scenario, in threads
`printed_issues`    folders with issues to be imported, and corrected ones
`page_mutations`    printed pages that are damaged on purpose
`file_traps`        files that an import must bear

Everything that is started here ends with its `with` block, whatever happens inside.
"""
