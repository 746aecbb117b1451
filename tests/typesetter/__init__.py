"""Sets annotated pages as a newspaper prints them, and writes them as PDF.

`printed_units`  what an annotated article prints: headlines, paragraphs, captions
`set_page`       lines at their places on a page, with the characters of the annotation behind them
`page_styles`    pages in several styles
`pdf_drawing`    set pages as PDF
`drawn_characters`  the same without a file
`projection`     a parse of a set page, in the coordinates of its annotation
"""
