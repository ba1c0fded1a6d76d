"""`python -m bench.doors`: the figures of signing in alone."""

from bench import doors, report

if __name__ == "__main__":
    report.leave(report.gather([doors.measure]))
