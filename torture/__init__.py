"""`make torture`: what the program bears, tried on purpose, with figures.

`catalogue`     all scenarios by name
`scenarios/`    one module for each kind of attack
`harness/`      newsrooms, servers and pages that the scenarios are played on
`inside/`       programs that run inside such a newsroom
`plan`          how often, and by which dice
`outcome`       what a scenario comes to, and the table
`report`        the document with the table

`python -m torture` plays them, or those that are named; the suite plays each for some seconds
(`tests/torture/`). Nothing here is imported by the program.
"""
