"""Migrations of an app that is not there, most of them unsafe: the linter must say so. None of them is run."""
