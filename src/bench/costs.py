"""Sections without peers: memory, memory over time, and how time grows with what is asked."""
import concurrent.futures
import math
import statistics
import sys
import tempfile

from contestants import JAR, STEPS, THREADS, UNITS, estimate, speeds, steps
from measure import alternate, run, watch


def memory(options):
    table = [["", "peak resident memory, MB"]]
    figures = {}
    for name, key, contestant in (
        ("38 constants, 1e7 samples", "constants", estimate(UNITS, "1e7")),
        ("relu, 1e9 samples", "relu", estimate(["relu"], "1e9")),
        (f"training cnn, {THREADS} threads", "cnn", steps(2, 3, THREADS, "cnn")),
        (f"training cnn with NormProp, {THREADS} threads", "cnn NormProp",
         steps(2, 3, THREADS, "cnn/normprop")),
        ("train --demo mnist-cnn --epochs 1", "demo", one_epoch),
    ):
        result = contestant()
        if result is not None:
            table.append([name, f"{result.megabytes:.0f}"])
            figures[key] = result.megabytes
    return table, figures


def one_epoch():
    with tempfile.TemporaryDirectory() as folder:
        return run(["java", "-jar", JAR, "train", "--demo", "mnist-cnn", "--epochs", "1", "--out",
                    folder + "/run"])


def growth(options):
    """Memory over time, side by side with a thread each: resident, and what full collections
    leave."""
    table = [["", "minutes", "resident after a tenth, half, all of them, MB",
              "live heap, the same, MB", "resident in the second half, MB an hour"]]
    commands = {
        "training cnn with NormProp":
            ["java", "-cp", JAR, STEPS, "60", "1000000", "1", "cnn/normprop/both"],
        "constants of mish and a window":
            ["java", "-jar", JAR, "estimate", "mish", "max:3x3", "--samples", "1e13", "--method",
             "mc", "--threads", "1"],
    }
    with concurrent.futures.ThreadPoolExecutor(len(commands)) as pool:
        everything = list(pool.map(lambda c: watch(c, options.minutes), commands.values()))
    figures = {}
    for name, watched in zip(commands, everything):
        if watched is None:
            print(f"  skipped: {name} ended before its time", file=sys.stderr)
            continue
        memory, heap = ([(t, m) for t, m in found if m is not None] for found in watched)
        at = lambda found: " ".join(
            f"{min(found, key=lambda x: abs(x[0] - part * options.minutes))[1]:.0f}"
            for part in (0.1, 0.5, 1)) if found else "unknown"
        late = [(t / 60, m) for t, m in memory if t >= options.minutes / 2]
        rise = slope(*zip(*late)) if len(late) > 1 else None
        if rise is not None:
            figures[name] = rise
        table.append([name, f"{options.minutes:g}", at(memory), at(heap),
                      f"{rise:+.1f}" if rise is not None else "unknown"])
    return table, {"minutes": options.minutes, **figures}


def slope(x, y):
    """Least squares."""
    mx, my = statistics.mean(x), statistics.mean(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def exponent(sizes, times):
    """Least squares of log time against log size."""
    return slope([math.log(s) for s in sizes], [math.log(t) for t in times])


def scaling(options):
    """From 1 to 100 times the size, on one thread, after start-up."""
    table = [["what grows", "sizes", "seconds", "exponent"]]

    def calculator(name, sizes, command):
        base = statistics.median(
            r.seconds for r in alternate({"start": estimate(["relu"], "1e3")}, 3)["start"])
        times = []
        for size in sizes:
            found = alternate({f"{name} {size}": command(size)}, 3)
            whole = statistics.median(r.seconds for r in found[f"{name} {size}"])
            # What start-up hides counts as a millisecond: a logarithm needs more than nothing.
            times.append(max(whole - base, 0.001))
        table.append([name, ", ".join(f"{s:g}" for s in sizes),
                      ", ".join(f"{t:.3f}" for t in times), f"{exponent(sizes, times):.2f}"])

    calculator("samples of gelu", [3e6, 3e7, 3e8],
               lambda n: estimate(["gelu"], n, "--threads", 1))
    calculator("window of max, 3e6 samples", [9, 36, 144, 900],
               lambda n: estimate([f"max:{n}"], "3e6", "--threads", 1))

    def training(name, sizes, spec):
        specs = [spec(size) for size in sizes]
        found = speeds(alternate({name: steps(0.5, 3, 1, *specs)}, 1)[name])
        images = [int(s.split("@")[1].split("x")[0]) for s in specs]
        times = [n / statistics.median(found[s]) for n, s in zip(images, specs)]
        table.append([name, ", ".join(map(str, sizes)), ", ".join(f"{t:.2g}" for t in times),
                      f"{exponent(sizes, times):.2f}"])

    training("batch of mlp, a step", [1, 4, 16, 64, 128], lambda n: f"mlp@{n}")
    training("batch of cnn, a step", [1, 4, 16, 64, 100], lambda n: f"cnn@{n}")
    training("width of 4 dense layers, a step", [32, 128, 512, 2048], lambda n: f"w{n}d4@64")
    training("depth of dense layers of 128, a step", [2, 8, 32, 128], lambda n: f"w128d{n}@64")
    return table, {}
