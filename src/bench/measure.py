"""Runs a command as a whole process and says what it took."""
import json
import os
import statistics
import subprocess
import sys
import time


class Result:
    """Wall seconds, peak resident megabytes and standard output of a process that ended well."""

    def __init__(self, seconds, megabytes, text):
        self.seconds, self.megabytes, self.text = seconds, megabytes, text

    def json_lines(self):
        return [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]


def run(command, threads=None):
    """Runs; None if the program is not there or fails, with the last line of what it said."""
    environment = dict(os.environ)
    if threads:
        environment.update(OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS="1")
    start = time.perf_counter()
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
    except OSError as e:
        print(f"  skipped: {e}", file=sys.stderr)
        return None
    text, errors = [], []
    # The streams are small enough to be read one after the other.
    text = process.stdout.read()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        last = (errors.strip().splitlines() or ["no message"])[-1]
        print(f"  skipped: {command[0]} ended with {last}", file=sys.stderr)
        return None
    return Result(seconds, usage.ru_maxrss / 1024, text)


def alternate(contestants, rounds):
    """Runs each contestant once a round, one after the other: {name: [Result]} without those that
    could not be run. A contestant is a function that runs and returns a Result or None."""
    results = {name: [] for name in contestants}
    for number in range(rounds):
        for name, contestant in contestants.items():
            if number > 0 and not results[name]:
                continue
            result = contestant()
            if result is not None:
                results[name].append(result)
                print(f"  {number + 1}/{rounds} {name}", file=sys.stderr)
    return {name: found for name, found in results.items() if found}


def spread(values, decimals=2):
    """Median with the least and the largest of several."""
    middle = statistics.median(values)
    if len(values) == 1:
        return f"{middle:,.{decimals}f}"
    return (
        f"{middle:,.{decimals}f} ({min(values):,.{decimals}f} to {max(values):,.{decimals}f})"
    )
