"""Sections about training steps: peers, the price of normalisation, threads."""
import contextlib
import os
import statistics
import subprocess
import sys

from contestants import THREADS, djl, djl_class_path, speeds, steps, torch
from machine import ALL_HELD, HELD, modes
from measure import alternate, spread


def threads_text(count):
    return "1 thread" if count == 1 else f"{count} threads"


def peers_of(net):
    """Images a second beside the peers, each at its best number of threads: a first round tries
    all of them, the further ones repeat the best."""
    def section(options):
        seconds, blocks = (1, 3) if net in ("nin", "resnet") else (0.5, 3)
        class_path = djl_class_path()
        ours, peers = {}, {}
        for mode, environment in modes().items():
            if environment is not ALL_HELD:
                ours[mode] = steps(seconds, blocks, THREADS, net, environment=environment)
            for count in sorted({1, THREADS}):
                for blas in sorted({1, count}):
                    how = threads_text(count) + ("" if blas == count else ", OpenBLAS 1")
                    peers["PyTorch", mode, how] = torch(
                        seconds, blocks, count, blas, net, environment)
                # DJL has no OpenBLAS: holding that changes nothing.
                if class_path and environment is not HELD:
                    peers["DJL", mode, threads_text(count)] = djl(
                        class_path, seconds, blocks, count, net, environment)
        first = alternate({**ours, **peers}, 1)
        speed = lambda results: statistics.median(speeds(results)[net])
        best = {}
        for key in peers:
            if key in first and (key[:2] not in best
                                 or speed(first[key]) > speed(first[best[key[:2]]])):
                best[key[:2]] = key
        further = {key: {**ours, **peers}[key] for key in [*ours, *best.values()]}
        results = {key: first[key] for key in further}
        if options.rounds > 1:
            for key, more in alternate(further, options.rounds - 1).items():
                results[key] = results[key] + more
        return table_of_peers(net, results, best)
    return section


def table_of_peers(net, results, best):
    """Images a second, and normprop's times each peer's, for each mode."""
    own = {mode: mode for mode in modes()}
    if "all held" in own:
        own["all held"] = "OpenBLAS held"  # normprop multiplies with OpenBLAS alone
    head = [""]
    for mode in modes():
        head += [f"{mode}: images a second", "normprop's, times this"]
    values = lambda key: speeds(results[key])[net]
    row, figures = [f"normprop, {threads_text(THREADS)}"], {}
    for mode in modes():
        row += [spread(values(own[mode]), 0), "1.00"]
    table = [head, row]
    for peer in ("PyTorch", "DJL"):
        row = [peer]
        for mode in modes():
            key = best.get((peer, mode)) or (best.get((peer, "free")) if peer == "DJL" else None)
            if key is None:
                row += ["not here", ""]
                continue
            told = results[key][0].json_lines()[0]
            row[0] = f"{peer} ({told['version']})" if "version" in told else peer
            ratio = statistics.median(values(own[mode])) / statistics.median(values(key))
            with_blas = f", {told['blas']}" if "blas" in told else ""
            row += [f"{spread(values(key), 0)}, {key[2]}{with_blas}", f"{ratio:.2f}"]
            figures[mode] = min(ratio, figures.get(mode, ratio))
            figures[f"{peer} {mode}"] = ratio
        table.append(row)
    return table, figures


def price(options):
    """Time of a step beside the plain net's, variants in turn within one process."""
    table = [["net", "NormProp, reparam", "both", "project", "batch norm", "weight norm",
              "NormProp, reparam, of batch norm"]]
    figures = {}
    for net, seconds in (("mlp", 0.5), ("cnn", 0.7), ("resnet", 1), ("mlp1", 0.5),
                         ("paper", 3)):
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
        of_batch = [b / o for b, o in zip(batch, own)] if batch else None
        table.append([net, *[spread(ratios[f"{net}/{v}"]) if f"{net}/{v}" in ratios else "refused"
                             for v in ("normprop/reparam", "normprop/both", "normprop/project",
                                       "batchnorm", "weightnorm")],
                      spread(of_batch) if of_batch else "refused"])
        for variant in ("reparam", "both"):
            figures[f"{net} {variant}"] = statistics.median(ratios[f"{net}/normprop/{variant}"])
        if of_batch:
            figures[f"{net} of batch norm"] = statistics.median(of_batch)
    return table, figures


def threads(options):
    table = [["net", "images a second, 1 thread", threads_text(THREADS), "ratio"]]
    figures = {}
    for net, seconds in (("mlp", 0.5), ("cnn", 0.7), ("nin", 2), ("cnn@1", 0.5), ("nin@1", 0.5)):
        one, all_, ratios = pairs(net, seconds, 5, max(1, options.rounds // 2))
        table.append([net.replace("@1", ", batch 1"), spread(one, 0), spread(all_, 0),
                      spread(ratios)])
        figures[net] = statistics.median(ratios)
    return table, figures


def pairs(net, seconds, blocks, rounds):
    """Speeds on one thread and on all, block beside block in one process, and their ratios."""
    specs = [f"{net}x1", f"{net}x{THREADS}"]
    found = speeds(alternate({net: steps(seconds, blocks, THREADS, *specs)}, rounds)[net])
    one, all_ = found[specs[0]], found[specs[1]]
    return one, all_, [b / a for a, b in zip(one, all_)]


def batch1(options):
    """Whether the threads that are the default ever cost: mlp, image by image."""
    table = [["mlp, batch 1", "images a second, 1 thread", f"{threads_text(THREADS)}, the default",
              "ratio"]]
    figures = {}
    # All pairs of a process lean to one side by up to 5 %: several processes.
    processes = max(5, options.rounds)
    for name, loads in {"all cores idle": 0, "one core busy": 1, "all cores busy": THREADS}.items():
        with busy(loads):
            one, all_, ratios = pairs("mlp@1", 0.2, 15, processes)
        table.append([name, spread(one, 0), spread(all_, 0), spread(ratios)])
        figures[name] = statistics.median(ratios)
    return table, figures


@contextlib.contextmanager
def busy(loads):
    """Keeps so many cores busy, the last ones first."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    spinning = []
    try:
        for i in range(loads):
            pin = f"import os; os.sched_setaffinity(0, [{cores[-1 - i]}])\n" if cores else ""
            spinning.append(subprocess.Popen([sys.executable, "-c", pin + "while True: pass"]))
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()
