"""The workbench: an editor says which part of a page's source is which block of which article.

`arrangement`          the blocks of a page, and the check that they hold all of its text
`arranged_record`      the record that the parser would have made of such a page
`realignment`          moves an arrangement to a changed text of its page
`current_arrangement`  the arrangement that a page has now, from the tables
`caption_pictures`     which picture belongs to which caption after a change
`edit_transfer`        keeps what editors changed by hand in the articles' texts
`save_plan`            what saving an arrangement would do
`arrangement_store`    saves it in one transaction
`annotations`          saved arrangements, as annotations for the parser's tests

A page is opened by `current_arrangement`; what a browser sends back is read by `arrangement`,
planned by `save_plan` and written by `arrangement_store`.
"""
