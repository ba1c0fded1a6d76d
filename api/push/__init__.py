"""Knocking on a phone: its subscription, what waits to be sent, and the sender of Web Push."""
