"""Runs a command as a whole process and says what it took."""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time


class Result:
    """Wall seconds, processor seconds, peak resident megabytes and standard output of a process
    that ended well."""

    def __init__(self, seconds, processor, megabytes, text):
        self.seconds, self.processor, self.megabytes = seconds, processor, megabytes
        self.text = text

    def json_lines(self):
        return [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]


def run(command, changes=None):
    """Runs in this environment with changes, None for what is to be unset; None if the program is
    not there or fails, with the last line of what it said."""
    environment = {**os.environ, **(changes or {})}
    environment = {name: str(value) for name, value in environment.items() if value is not None}
    start = time.perf_counter()
    # Errors go to a file: a full pipe that nobody reads would stop the process.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        try:
            process = subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True,
                encoding="utf-8")
        except OSError as e:
            print(f"  skipped: {e}", file=sys.stderr)
            return None
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            last = (errors.read().strip().splitlines() or ["no message"])[-1]
            print(f"  skipped: {command[0]} ended with {last}", file=sys.stderr)
            return None
    processor = usage.ru_utime + usage.ru_stime
    return Result(seconds, processor, usage.ru_maxrss / 1024, text)


def resident(pid):
    """Megabytes that a process has in memory now; None if it is no more."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        return int(re.search(r"VmRSS:\s*(\d+)", status).group(1)) / 1024
    except (OSError, AttributeError):
        return None


def live_heap(pid):
    """Megabytes of the objects that a full collection leaves to a virtual machine; None if it is
    not to be had."""
    try:
        done = subprocess.run(
            ["jcmd", str(pid), "GC.class_histogram"], capture_output=True, text=True)
    except OSError:
        return None
    total = re.search(r"^Total\s+\d+\s+(\d+)", done.stdout, re.MULTILINE)
    return int(total.group(1)) / 2**20 if total else None


def watch(command, minutes, every=5.0, collections=12):
    """Runs a virtual machine for so long and ends it: [(minute, resident)], [(minute, live heap)].
    None if it ended by itself before."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        start = time.perf_counter()
        memory, heap = [], []
        while True:
            minute = (time.perf_counter() - start) / 60
            if minute >= minutes:
                break
            if minute >= len(heap) * minutes / collections:
                heap.append((minute, live_heap(process.pid)))
            memory.append((minute, resident(process.pid)))
            time.sleep(every)
        went_on = process.poll() is None
        process.terminate()
    return (memory, heap) if went_on else None


def alternate(contestants, rounds):
    """Runs each contestant once a round, one after the other: {name: [Result]} without those that
    could not be run. A contestant is a function that runs and returns a Result or None. The first
    is what the others are compared with: without it there is nothing to measure."""
    results = {name: [] for name in contestants}
    for number in range(rounds):
        for name, contestant in contestants.items():
            if number > 0 and not results[name]:
                continue
            result = contestant()
            if result is not None:
                results[name].append(result)
                print(f"  {number + 1}/{rounds} {name}", file=sys.stderr)
            elif name == next(iter(contestants)):
                sys.exit(f"{name} did not run")
    return {name: found for name, found in results.items() if found}


def spread(values, decimals=2):
    """Median with the least and the largest of several."""
    middle = statistics.median(values)
    if len(values) == 1:
        return f"{middle:,.{decimals}f}"
    return (
        f"{middle:,.{decimals}f} ({min(values):,.{decimals}f} to {max(values):,.{decimals}f})"
    )
