"""The plumbing every feature stands on. Imports no feature."""
