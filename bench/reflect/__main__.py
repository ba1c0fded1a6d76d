"""`python -m bench.reflect`: these figures alone."""

from bench import reflect, report

if __name__ == "__main__":
    report.leave(report.gather([reflect.measure]))
