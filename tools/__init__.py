"""What the Makefile does that make cannot say."""
