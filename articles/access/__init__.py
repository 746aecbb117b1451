"""Who gets in: the login, and what stands in the way of those who guess.

The pages, the second factor, lost passwords and OpenID Connect are django-allauth's. Here stands
what it leaves to a project, in the order in which a request meets it:

`client_address`    the address of a client behind trusted proxies: a middleware
`second_factor`     who must have a second factor, and is led to set it up: a middleware
`desk_login`        the login at the desk's own address, and the page of who tries too often
`account_urls`      the addresses of the library that are needed, and no others
`account_adapter`   what the library calls: at a login, for a password, for a message
`throttle`          how many guesses a stranger has, and how many an owner
`known_device`      the cookie by which an owner's device is known again
`guess_alerts`      what the operator reads about guesses: the log, a message, the desk's list
`lost_password`     the form that asks where a link for a new password goes
`background_mail`   messages are sent while the answer is on its way
`provider_login`    OpenID Connect: accounts, and the groups that a claim gives
`password_rules`    what a password must not contain
`expiry`            what is cleared away: ended sessions, old guesses
"""
