#!/usr/bin/env python3
"""Times the project and its peers in turn, and writes tables of medians and ratios.

    src/bench/run.py [--rounds 5] [--page src/docs/performance.md] [--out DIR] SECTION...

Sections: constants, max3x3, exact, startup, mlp, mlp1, cnn, nin, price, threads, memory, scaling;
`all` for all of them. `growth` watches the memory of long runs, --minutes each, and is not part of
`all`. Peers that are not installed (Debian: python3-numpy, python3-scipy, python3-torch; DJL comes
through Maven) are skipped with a message. Run it on a machine that does nothing else, after `mvn
package -DskipTests`. With --page the tables between the page's markers are replaced; --out keeps
them as CSV.
"""
import argparse
import csv
import os
import pathlib
import statistics
import sys

from contestants import (
    JAR, ROOT, THREADS, UNITS, djl, djl_class_path, estimate, normprop, script, speeds, steps)
from costs import growth, memory, scaling
from machine import machine
from measure import alternate, spread


def wall(contestants, rounds, decimals=2):
    """Whole processes: seconds, and how often the first contestant fits into each other's time."""
    results = alternate(contestants, rounds)
    seconds = {name: [r.seconds for r in found] for name, found in results.items()}
    first = statistics.median(next(iter(seconds.values())))
    table = [["", "seconds", "of the first", "peak memory, MB"]]
    for name, values in seconds.items():
        ratio = statistics.median(values) / first
        memory = statistics.median(r.megabytes for r in results[name])
        table.append([name, spread(values, decimals), f"{ratio:.2f}", f"{memory:.0f}"])
    return table


def constants(options):
    samples = "1e7"
    return wall(
        {
            f"normprop, {THREADS} threads": estimate(
                UNITS, samples, "--threads", THREADS, "--format", "csv"),
            "NumPy, float64": script("table.py", "numpy", samples),
            f"PyTorch, float32, {THREADS} threads": script("table.py", "torch", samples, THREADS),
        },
        options.rounds)


def max3x3(options):
    return wall(
        {
            f"normprop, {THREADS} threads": estimate(
                ["max:3x3"], "1e8", "--threads", THREADS, "--format", "csv"),
            "NumPy, float32, in chunks": script("numpy_max.py", "1e8"),
        },
        options.rounds)


def table_units():
    """Every unit of the committed tables."""
    units = []
    for file in sorted((ROOT / "tables").glob("*.csv")):
        lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
        units += [row["unit"] for row in csv.DictReader(lines)]
    return units


def exact(options):
    units = table_units()
    return wall(
        {
            f"exact values of the tables' {len(units)} units": normprop(
                "estimate", *units, "--method", "exact", "--format", "csv"),
            "exact value of one, relu": normprop(
                "estimate", "relu", "--method", "exact", "--format", "csv"),
        },
        options.rounds)


def startup(options):
    return wall(
        {
            "estimate relu": normprop("estimate", "relu"),
            "--help": normprop("--help"),
            "estimate --help": normprop("estimate", "--help"),
            "train --list": normprop("train", "--list"),
            "verify": normprop("verify"),
        },
        options.rounds)


def peers_of(net, counts=(THREADS,)):
    """Images a second; on several numbers of threads where more are not always faster."""
    def section(options):
        seconds, blocks = (1, 3) if net != "nin" else (2, 3)
        class_path = djl_class_path()
        contestants = {}
        for count in counts:
            on = f"{count} threads" if count > 1 else "1 thread"
            contestants[f"normprop, {on}"] = steps(seconds, blocks, count, net)
            contestants[f"PyTorch, {on}"] = script(
                "torch_steps.py", seconds, blocks, count, net, threads=count)
            if class_path:
                contestants[f"DJL, {on}"] = djl(class_path, seconds, blocks, count, net)
        results = alternate(contestants, options.rounds)
        values = {name: speeds(found)[net] for name, found in results.items()}
        first = statistics.median(next(iter(values.values())))
        table = [["", "images a second", "the first's, times this"]]
        for name, found in values.items():
            version = results[name][0].json_lines()[0].get("version")
            table.append([f"{name} (PyTorch {version})" if version else name, spread(found, 0),
                          f"{first / statistics.median(found):.2f}"])
        return table
    return section


def price(options):
    """Time of a step beside the plain net's, variants in turn within one process."""
    table = [["net", "NormProp, reparam", "both", "project", "batch norm", "weight norm",
              "NormProp, reparam, of batch norm"]]
    for net, seconds in (("mlp", 1), ("cnn", 1), ("mlp1", 1), ("paper", 4)):
        specs = [f"{net}/none", f"{net}/normprop/reparam", f"{net}/normprop/both",
                 f"{net}/normprop/project"]
        if net != "mlp1":
            specs.append(f"{net}/batchnorm")
        specs.append(f"{net}/weightnorm")
        rounds = 1 if net == "paper" else max(1, options.rounds // 2)
        results = alternate({net: steps(seconds, 5, THREADS, *specs)}, rounds)[net]
        # A block stands beside the plain net's block of the same turn.
        found = speeds(results)
        ratios = {
            spec: [plain / own for plain, own in zip(found[specs[0]], values)]
            for spec, values in found.items()}
        batch = found.get(f"{net}/batchnorm")
        own = found[f"{net}/normprop/reparam"]
        of_batch = spread([b / o for b, o in zip(batch, own)]) if batch else "refused"
        table.append([net, *[spread(ratios[f"{net}/{v}"]) if f"{net}/{v}" in ratios else "refused"
                             for v in ("normprop/reparam", "normprop/both", "normprop/project",
                                       "batchnorm", "weightnorm")], of_batch])
    return table


def threads(options):
    table = [["net", "images a second, 1 thread", "2 threads", "ratio"]]
    for net, seconds in (("mlp", 1), ("cnn", 1), ("nin", 4),
                         ("mlp@1", 1), ("cnn@1", 1), ("nin@1", 1)):
        specs = [f"{net}x1", f"{net}x2"]
        results = alternate({net: steps(seconds, 5, THREADS, *specs)}, max(1, options.rounds // 2))
        found = speeds(results[net])
        one, two = found[specs[0]], found[specs[1]]
        table.append([net.replace("@1", ", batch 1"), spread(one, 0), spread(two, 0),
                      spread([b / a for a, b in zip(one, two)])])
    return table


SECTIONS = {
    "constants": constants, "max3x3": max3x3, "exact": exact, "startup": startup,
    "mlp": peers_of("mlp"), "mlp1": peers_of("mlp1", (THREADS, 1)), "cnn": peers_of("cnn"),
    "nin": peers_of("nin"), "price": price, "threads": threads, "memory": memory,
    "scaling": scaling,
}

# Too long to be one of all.
BY_THEMSELVES = {"growth": growth}


def markdown(table):
    head, *rows = table
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def replaced(page, section, text):
    begin, end = f"<!-- begin {section} -->\n", f"<!-- end {section} -->"
    if begin not in page:
        sys.exit(f"the page has no marker '{begin.strip()}'")
    head, rest = page.split(begin)
    return head + begin + "\n" + text + "\n" + end + rest.split(end, 1)[1]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="+", choices=[*SECTIONS, *BY_THEMSELVES, "all"],
                        metavar="SECTION")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each contestant")
    parser.add_argument("--minutes", type=float, default=5, help="of each run of growth")
    parser.add_argument("--page", type=pathlib.Path, help="page whose tables are replaced")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the tables as CSV")
    options = parser.parse_args()
    if not os.path.exists(JAR):
        sys.exit(f"there is no {JAR}: run mvn package -DskipTests")
    chosen = [*SECTIONS] if "all" in options.sections else options.sections
    if options.page:
        text = options.page.read_text(encoding="utf-8")
        for name in chosen:
            replaced(text, name, "")
    where = machine()
    for name in chosen:
        print(f"{name}:", file=sys.stderr)
        table = {**SECTIONS, **BY_THEMSELVES}[name](options)
        text = markdown(table) + f"\nMeasured {where}.\n"
        print(f"{name}\n\n{text}", flush=True)
        if options.page:
            page = replaced(options.page.read_text(encoding="utf-8"), name, text)
            options.page.write_text(page, encoding="utf-8")
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            with open(options.out / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(table)


if __name__ == "__main__":
    main()
