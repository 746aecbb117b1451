"""The article at the desk: its list, its form, and the pages behind the form's buttons.

`article_admin`       the list and the form; makes the parts below, and says what a save does
`article_form`        the form: refuses an older version, checks what belongs together
`article_inlines`     bylines and illustrations inside the form
`article_saving`      the steps of a save
`workflow_buttons`    submit, approve, publish …: as buttons and as actions of the list
`review_queue`        what has to be read next, and the way from one article to the next
`history_page`        the versions of an article, compared and restored
`conflict_page`       what an editor and a corrected file say otherwise, and the decision
`field_differences`   the fields in which two versions differ, for both pages
`presence_heartbeat`  who else has the article open
`preview_link`        the public page before it is public
"""
