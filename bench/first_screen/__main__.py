"""`python -m bench.first_screen`: these figures alone."""

from bench import first_screen, report

if __name__ == "__main__":
    report.leave(report.gather([first_screen.measure]))
