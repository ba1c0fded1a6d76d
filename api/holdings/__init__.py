"""What the server holds of somebody, told from its own tables, and who could read it."""
