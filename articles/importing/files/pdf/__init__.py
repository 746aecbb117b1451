"""Printed pages as PDF: their characters and what stands around them, read by PDFium.

`pdf_child`     reads one page of a file, in a process of its own
`pdf_process`   starts that process within limits of time and memory
`pdf_pages`     its answers as records, and why a file cannot be used
"""
