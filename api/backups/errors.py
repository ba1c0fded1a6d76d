"""What goes wrong with a backup, as one sentence for the operator."""


class BadBackup(Exception):
    """This file is no whole backup, or no backup could be made. Nothing was changed."""
