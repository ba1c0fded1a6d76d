"""Accounts: a name, a passphrase nobody but its owner knows, and the phones that are signed in."""
