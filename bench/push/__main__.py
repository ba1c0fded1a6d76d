"""`python -m bench.push`: the figures of the sender alone."""

import argparse
from functools import partial

from bench import push, report


def main() -> None:
    asked = argparse.ArgumentParser(description=push.__doc__)
    asked.add_argument("--rounds", type=int, default=push.ROUNDS)
    report.leave(report.gather([partial(push.measure, asked.parse_args().rounds)]))


if __name__ == "__main__":
    main()
