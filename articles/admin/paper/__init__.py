"""The paper at the desk: publications, issues, pages with their workbench, authors."""
