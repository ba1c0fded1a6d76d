"""Copies of the database for the operator, and putting one of them back. Content stays sealed."""
