"""The arrangement of a page: which stretch of its source is which block of which article, as an editor has it.

`arrangement` says what one is and what it must conserve, `reading` makes a record of it as the parser
does of a page, `opening` takes it from the tables, `carrying` keeps what editors wrote by hand,
`plan` says what saving it does, and `store` does it.
"""
