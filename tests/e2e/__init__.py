"""The built app in a real browser, on a phone-sized screen, against the real server."""
