"""One app: from the printed page to the public paper. See docs/explanation/architecture.md."""
