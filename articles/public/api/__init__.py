"""The published paper as data: a read-only JSON API with its description. See
docs/reference/api.md.

`dispatch`      what stands under `/api/v1/`: endpoints, OpenAPI description and docs page
`endpoints`     the addresses of the API, in django-ninja's terms
`filters`       the query parameters of the lists
`queries`       the rows that a list or an address gives
`serializers`   from rows to schemas
`schemas`       the JSON of the answers
`docs`          the docs page, laid out from the OpenAPI description

`views/api_entry.py` loads `dispatch` with the first request. It calls an endpoint, which selects
rows with `queries` as the `filters` ask and turns them into `schemas` with `serializers`.
"""
