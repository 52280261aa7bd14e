#!/usr/bin/env python3
"""Times the project and its peers in turn, and writes tables of medians and ratios.

    src/bench/run.py [--rounds 5] [--page src/docs/performance.md] [--out DIR] SECTION...

Sections: constants, max3x3, exact, startup, mlp, mlp1, cnn, nin, price, threads, memory, scaling;
`all` for all of them. Peers that are not installed (Debian: python3-numpy, python3-scipy,
python3-torch; DJL comes through Maven) are skipped with a message. Run it on a machine that does
nothing else, after `mvn package -DskipTests`. With --page the tables between the page's markers are
replaced; --out keeps them as CSV.
"""
import argparse
import csv
import datetime
import math
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile

from measure import alternate, run, spread

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAR = str(ROOT / "target" / "normprop.jar")
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3"
STEPS = str(HERE / "java/org/normprop/net/TrainingSteps.java")
THREADS = 2

UNITS = """relu leaky_relu elu selu celu gelu gelu_tanh silu mish softplus softsign tanh sigmoid
hard_tanh relu6 hard_swish hard_sigmoid log_sigmoid tanhshrink soft_shrink hard_shrink sin erf
squareplus identity max:4 max:9 max:16 max:25 max:49 avg:4 avg:9 avg:16 avg:25 avg:49
dropout:keep=0.5 dropout:keep=0.8 dropout:keep=0.9""".split()


def normprop(*arguments):
    return lambda: run(["java", "-jar", JAR, *map(str, arguments)])


def estimate(units, samples, *more):
    return normprop("estimate", *units, "--samples", samples, "--method", "mc", *more)


def script(name, *arguments):
    return lambda: run([PYTHON, str(HERE / "peers" / name), *map(str, arguments)], THREADS)


def djl_class_path():
    """The class path of DJL, through Maven; None where it cannot be had."""
    with tempfile.NamedTemporaryFile(suffix=".cp") as file:
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(HERE / "peers/djl/pom.xml"),
             "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
             f"-Dmdep.outputFile={file.name}"],
            stdout=subprocess.DEVNULL)
        return pathlib.Path(file.name).read_text() if done.returncode == 0 else None


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


def steps(seconds, blocks, threads, *specs):
    return lambda: run(
        ["java", "-cp", JAR, STEPS, str(seconds), str(blocks), str(threads), *specs])


def speeds(results):
    """{spec: all blocks' images a second} of several processes' lines."""
    found = {}
    for result in results:
        for line in result.json_lines():
            found.setdefault(line["spec"], []).extend(line["images_per_second"])
    return found


def peers_of(net):
    def section(options):
        seconds, blocks = (1, 3) if net != "nin" else (2, 3)
        contestants = {
            f"normprop, {THREADS} threads": steps(seconds, blocks, THREADS, net),
            f"PyTorch, {THREADS} threads": script("torch_steps.py", seconds, blocks, THREADS, net),
        }
        class_path = djl_class_path()
        if class_path:
            contestants[f"DJL, {THREADS} threads"] = lambda: run(
                ["java", "-Dai.djl.offline=true", f"-Dai.djl.pytorch.num_threads={THREADS}",
                 "-cp", class_path, str(HERE / "peers/djl/DjlSteps.java"),
                 str(seconds), str(blocks), net], THREADS)
        results = alternate(contestants, options.rounds)
        values = {name: speeds(found)[net] for name, found in results.items()}
        first = statistics.median(next(iter(values.values())))
        table = [["", "images a second", "normprop's, times this"]]
        for name, found in values.items():
            table.append([name, spread(found, 0), f"{first / statistics.median(found):.2f}"])
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
        # A block stands beside the plain net's block that was measured just before it.
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
    for net, seconds in (("mlp", 1), ("mlp1", 1), ("cnn", 1), ("nin", 4)):
        specs = [f"{net}/nonex1", f"{net}/nonex2"]
        results = alternate({net: steps(seconds, 5, THREADS, *specs)}, max(1, options.rounds // 2))
        found = speeds(results[net])
        one, two = found[specs[0]], found[specs[1]]
        table.append([net, spread(one, 0), spread(two, 0),
                      spread([b / a for a, b in zip(one, two)])])
    return table


def memory(options):
    table = [["", "peak resident memory, MB"]]
    for name, contestant in {
        "38 constants, 1e7 samples": estimate(UNITS, "1e7"),
        "relu, 1e9 samples": estimate(["relu"], "1e9"),
        "training cnn, 2 threads": steps(2, 3, 2, "cnn"),
        "training cnn with NormProp, 2 threads": steps(2, 3, 2, "cnn/normprop"),
        "train --demo mnist-cnn --epochs 1": lambda: run(
            ["java", "-jar", JAR, "train", "--demo", "mnist-cnn", "--epochs", "1", "--out",
             tempfile.mkdtemp() + "/run"]),
    }.items():
        result = contestant()
        if result is not None:
            table.append([name, f"{result.megabytes:.0f}"])
    return table


def exponent(sizes, times):
    """Least squares of log time against log size."""
    x, y = [math.log(s) for s in sizes], [math.log(t) for t in times]
    mx, my = statistics.mean(x), statistics.mean(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def scaling(options):
    """From 1 to 100 times the size, on one thread, after start-up."""
    table = [["what grows", "sizes", "seconds", "exponent"]]

    def calculator(name, sizes, command):
        base = statistics.median(
            r.seconds for r in alternate({"start": estimate(["relu"], "1e3")}, 3)["start"])
        times = []
        for size in sizes:
            found = alternate({f"{name} {size}": command(size)}, 3)
            times.append(statistics.median(r.seconds for r in found[f"{name} {size}"]) - base)
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
    return table


SECTIONS = {
    "constants": constants, "max3x3": max3x3, "exact": exact, "startup": startup,
    "mlp": peers_of("mlp"), "mlp1": peers_of("mlp1"), "cnn": peers_of("cnn"),
    "nin": peers_of("nin"), "price": price, "threads": threads, "memory": memory,
    "scaling": scaling,
}


def machine():
    """What the figures were measured on."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    parts = [
        datetime.date.today().isoformat(),
        f"{os.cpu_count()} cores of {cpu.group(1) if cpu else platform.processor()}",
        f"JDK {re.search('version .([^ ]*).', java).group(1).strip(chr(34))}",
    ]
    for module in ("numpy", "torch"):
        found = subprocess.run([PYTHON, "-c", f"import {module}; print({module}.__version__)"],
                               capture_output=True, text=True)
        if found.returncode == 0:
            parts.append(f"{module} {found.stdout.strip()}")
    return ", ".join(parts)


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
    parser.add_argument("sections", nargs="+", choices=[*SECTIONS, "all"], metavar="SECTION")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each contestant")
    parser.add_argument("--page", type=pathlib.Path, help="page whose tables are replaced")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the tables as CSV")
    options = parser.parse_args()
    if not os.path.exists(JAR):
        sys.exit(f"there is no {JAR}: run mvn package -DskipTests")
    where = machine()
    for name in SECTIONS if "all" in options.sections else options.sections:
        print(f"{name}:", file=sys.stderr)
        table = SECTIONS[name](options)
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
