"""Sealed records: taken in, numbered, handed out. Never read."""
