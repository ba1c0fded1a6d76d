"""When to knock, and doing it once. The worker lives here."""
