"""The paper at the desk: publications, issues, pages with their workbench, authors.

`publication_admin`   publications and their sections
`issue_admin`         issues, and the publishing of a whole issue
`page_admin`          pages with their source and their articles
`workbench_page`      the workbench: its page, the plan of a save, the save
`workbench_messages`  what the workbench tells its script
`source_markup`       the source text in which the blocks of a parse are marked
`author_admin`        authors, and the merging of several
"""
