"""What all lists and forms of the desk share, its first page, its sidebar and its accounts.

`model_admin`       the base of our admins: forms, lists, addresses and context of the parts
`row_form`          a form that refuses to save over a newer version of its row
`differing_field`   a field of which two texts are shown side by side
`row_trail`         who changed which field of a row from what to what
`admin_part`        a part of an admin, with pages of its own
`paged_list`        a list that sorts keys and reads only the rows of its page
`list_table`        the table of a list
`list_columns`      counts, links and sentences in columns
`list_filters`      filters by something other than a column
`badges`            words in a colour, and which colour means what
`autocomplete`      choices that are typed
`option_checks`     a system check for misspelt options
`desk_faults`       the pages for what cannot be read, and for what is broken around the desk
`site_views`        views of the admin's own site, with a check that it leaves out
`dashboard`         the first page: what waits, and the latest issues
`navigation`        the sidebar
`accounts`          users, groups, refused logins
`account_look`      the pages of the login's library in the look of the desk
`permission_names`  permissions in the language of the reader
`theme_words`       words of the theme and of Django that our catalogue translates
"""
