"""Who did what: printed credits.

`grammar`        the grammar of bylines, staff lines and photo credits
`person_names`   names of people
`signatures`     what the bylines and closing brackets of one article say together
"""
