"""`python -m bench.sync`: the figures of sync alone; see `--help` for shorter runs."""

import argparse
from functools import partial

from bench import report, sync


def main() -> None:
    asked = argparse.ArgumentParser(description=sync.__doc__)
    asked.add_argument("--rounds", type=int, default=sync.ROUNDS, help="of push and pull")
    asked.add_argument("--turns", type=int, default=sync.TURNS, help="of each thing under load")
    asked.add_argument("--seconds", type=float, default=sync.SECONDS, help="of one such turn")
    asked.add_argument("--most", type=int, default=sync.MOST, help="records in the larger vault")
    report.leave(report.gather([partial(sync.measure, **vars(asked.parse_args()))]))


if __name__ == "__main__":
    main()
