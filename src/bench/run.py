#!/usr/bin/env python3
"""Times the project and its peers in turn, and writes tables of medians and ratios.

    src/bench/run.py [--rounds 3] [--page src/docs/performance.md] [--out DIR] SECTION...

Sections: constants, max3x3, exact, startup, mlp, mlp1, cnn, nin, resnet, price, threads, batch1, memory,
scaling; `all` for all of them. `growth` watches the memory of long runs for --minutes and is not
part of `all`. Peers that are not installed (Debian: python3-numpy, python3-scipy, python3-torch,
and libopenblas0-pthread, without which PyTorch multiplies with the reference BLAS; DJL comes
through Maven) are skipped with a message, and so is the image where it was not built. PEERS_PYTHON
names another interpreter for them, such as one of an environment with a newer PyTorch. Run it on a
machine that does nothing else, after `mvn -Pdist package -DskipTests`. Where the processor has more
than AVX2, training is measured with and without holding the libraries to that.

With --page the tables between the page's markers are replaced, and the first one, of aims, is made
anew from the figures that the page then holds; --out keeps tables as CSV. Three rounds of all
sections take some 25 minutes, one round 12.
"""
import argparse
import csv
import json
import os
import pathlib
import re
import statistics
import sys

from aims import table_of_aims
from contestants import JAR, ROOT, THREADS, UNITS, estimate, normprop, script
from costs import growth, memory, scaling
from machine import machine
from measure import alternate, spread
from start import startup
from training import batch1, peers_of, price, threads


def wall(contestants, rounds, decimals=2):
    """Whole processes: a table, and {contestant: its time over the first's}."""
    results = alternate(contestants, rounds)
    seconds = {name: [r.seconds for r in found] for name, found in results.items()}
    first = statistics.median(next(iter(seconds.values())))
    table = [["", "seconds", "of the first", "processor seconds", "peak memory, MB"]]
    ratios = {}
    for name, values in seconds.items():
        ratios[name] = statistics.median(values) / first
        processor = statistics.median(r.processor for r in results[name])
        memory = statistics.median(r.megabytes for r in results[name])
        table.append([name, spread(values, decimals), f"{ratios[name]:.2f}", f"{processor:.2f}",
                      f"{memory:.0f}"])
    return table, ratios, first


def by_library(ratios):
    return {name.split(",")[0]: ratio for name, ratio in ratios.items()}


def constants(options):
    samples = "1e7"
    table, ratios, _ = wall(
        {
            f"normprop, {THREADS} threads": estimate(
                UNITS, samples, "--threads", THREADS, "--format", "csv"),
            "NumPy, float64": script("table.py", "numpy", samples),
            f"PyTorch, float32, {THREADS} threads": script("table.py", "torch", samples, THREADS),
        },
        options.rounds)
    return table, by_library(ratios)


def max3x3(options):
    table, ratios, _ = wall(
        {
            f"normprop, {THREADS} threads": estimate(
                ["max:3x3"], "1e8", "--threads", THREADS, "--format", "csv"),
            "NumPy, float32, in chunks": script("numpy_max.py", "1e8"),
        },
        options.rounds)
    return table, by_library(ratios)


def table_units():
    """Every unit of the committed tables; kernels.csv has pairs of inputs."""
    units = []
    for file in sorted((ROOT / "tables").glob("*.csv")):
        if file.name == "kernels.csv":
            continue
        lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
        units += [row["unit"] for row in csv.DictReader(lines)]
    return units


def exact(options):
    units = table_units()
    table, _, first = wall(
        {
            f"exact values of the tables' {len(units)} units": normprop(
                "estimate", *units, "--method", "exact", "--format", "csv"),
            "exact value of one, relu": normprop(
                "estimate", "relu", "--method", "exact", "--format", "csv"),
        },
        options.rounds)
    return table, {"tables": first}


SECTIONS = {
    "constants": constants, "max3x3": max3x3, "exact": exact, "startup": startup,
    **{net: peers_of(net) for net in ("mlp", "mlp1", "cnn", "nin", "resnet")},
    "price": price, "threads": threads, "batch1": batch1, "memory": memory, "scaling": scaling,
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


FIGURES = re.compile(r"<!-- figures (\w+) (.*) -->")


def figures_of(page):
    """What the page's sections were last found to be."""
    return {name: json.loads(text) for name, text in FIGURES.findall(page)}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="+", choices=[*SECTIONS, *BY_THEMSELVES, "all"],
                        metavar="SECTION")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each contestant")
    parser.add_argument("--minutes", type=float, default=60, help="of growth")
    parser.add_argument("--page", type=pathlib.Path, help="page whose tables are replaced")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the tables as CSV")
    options = parser.parse_args()
    if not os.path.exists(JAR):
        sys.exit(f"there is no {JAR}: run mvn -Pdist package -DskipTests")
    chosen = [*SECTIONS] if "all" in options.sections else options.sections
    if options.page:
        text = options.page.read_text(encoding="utf-8")
        for name in [*chosen, "aims"]:
            replaced(text, name, "")
    for name in chosen:
        print(f"{name}:", file=sys.stderr)
        table, figures = {**SECTIONS, **BY_THEMSELVES}[name](options)
        text = markdown(table) + f"\nMeasured {machine()}.\n"
        print(f"{name}\n\n{text}", flush=True)
        if options.page:
            text += f"\n<!-- figures {name} {json.dumps(figures)} -->\n"
            page = replaced(options.page.read_text(encoding="utf-8"), name, text)
            page = replaced(page, "aims", markdown(table_of_aims(figures_of(page))))
            options.page.write_text(page, encoding="utf-8")
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            with open(options.out / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(table)


if __name__ == "__main__":
    main()
