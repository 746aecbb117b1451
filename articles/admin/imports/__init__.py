"""Imports at the desk: uploads, the ledger, and taking an import back."""
