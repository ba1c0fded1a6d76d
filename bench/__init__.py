"""What is measured, and against which limit. Timings live here and in no test.

`make bench` runs all of it, which takes some six minutes. Alone, once that or `make test` has set
things up:

    python -m bench.sync      push and pull against Kinto and express-pouchdb, the pull of nothing
                              against plain Flask, and both as a vault grows; --help: shorter runs
    python -m bench.unlock    passphrase to opened ring in Chromium; what of it Today loads

A figure with a limit is a size, or a ratio of things measured turn by turn in one run, so that a
slow machine slows both sides. Lines set in are what the ratios were made of. Peers install
themselves beside the bench on the first run, from locks of their own, and answer on loopback.

How the sides are matched: every server gets the same hundred records of 300 letters on one kept
connection. Ours get to Interlude as the app sends them, padded and sealed to 541 bytes, signed in
by cookie and CSRF token, on SQLite with `synchronous=FULL`, on gunicorn with one worker. Peers
keep everything in memory; express-pouchdb asks nobody who they are.
"""
