"""What editors make of tags, learned as a factor on each tag's weight. It can be left out.

The way through it: `training` has `examples` read the articles whose tags editors judged, lets
`factors` learn from them, judges the result on articles that were held back, and stores it as a
version. `versions` says which version is in use. The tagger asks for nothing but its factors.

`factors`    the arithmetic: a factor for each tag, from judged articles; no Django
`examples`   the articles that editors judged, read from the tables
`training`   a version is learned, judged, and taken into use or refused
`versions`   the version in use, and the way back to an earlier one

Who leaves it out removes this package, and with it:

- `weights=learned_factors()` in `articles/tagging/article_texts.py`; a vocabulary without weights
  multiplies nothing;
- the task `learn_tags` in `articles/tasks.py`, its entry in `CELERY_BEAT_SCHEDULE` in
  `newsroom/settings.py`, and its label in `articles/scheduled_jobs.py`;
- the command `articles/management/commands/learn_tags.py`;
- of the desk `articles/admin/tags/tag_weights_admin.py` with its name in
  `articles/admin/__init__.py`, and of `articles/admin/tags/tag_admin.py` the column with the
  factor, and the version in use with the template `admin/articles/tag/learned.html`;
- the model `TagWeights` and the choices `WeightsState`, by a migration, and the model's name in
  `articles/public/cache/visible_rows.py`;
- `tests/tagging/learning/`, the tests of what is named above, and “Learning from editors” in
  docs/explanation/tagging.md.

The model `TagDecision` stays: a tag that an editor took off an article must not come back.
"""
