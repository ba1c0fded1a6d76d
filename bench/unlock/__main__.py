"""`python -m bench.unlock`: the figures of unlocking alone, and of the crypto that Today loads."""

import argparse
from functools import partial

from bench import crypto, report, unlock


def main() -> None:
    asked = argparse.ArgumentParser(description=unlock.__doc__)
    asked.add_argument("--runs", type=int, default=unlock.RUNS, help="of each derivation")
    runs = asked.parse_args().runs
    report.leave(report.gather([partial(unlock.measure, runs), crypto.measure]))


if __name__ == "__main__":
    main()
