"""What all lists and forms of the desk share, its first page, its navigation and its accounts."""
