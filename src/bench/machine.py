"""Says what figures were measured on, and how the libraries' choice of kernels can be held."""
import datetime
import functools
import os
import pathlib
import platform
import re
import subprocess
import zipfile

from contestants import JAR, PYTHON, STEPS

# OPENBLAS_CORETYPE holds OpenBLAS, which normprop and Debian's PyTorch multiply with, and nothing
# else: the peers' convolutions (oneDNN) and DJL's products (MKL) have variables of their own.
FREE = {"OPENBLAS_CORETYPE": None}
HELD = {"OPENBLAS_CORETYPE": "Haswell"}
ALL_HELD = {**HELD, "ONEDNN_MAX_CPU_ISA": "AVX2", "DNNL_MAX_CPU_ISA": "AVX2",
            "MKL_ENABLE_INSTRUCTIONS": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}


@functools.lru_cache(None)
def modes():
    """{name: environment}: what the libraries may use. One, where the processor has no more than
    AVX2, so that holding changes nothing."""
    if platform.machine() != "x86_64" or core(FREE) in ("unknown", "Haswell", "Zen"):
        return {"free": FREE}
    return {"free": FREE, "OpenBLAS held": HELD, "all held": ALL_HELD}


def core(changes):
    """The kernels that OpenBLAS chooses: it tells them when asked to be verbose."""
    environment = {**os.environ, **changes, "OPENBLAS_VERBOSE": "2"}
    told = subprocess.run(
        ["java", "-cp", JAR, STEPS, "0.01", "1", "1", "w8d1"], capture_output=True, text=True,
        env={name: value for name, value in environment.items() if value is not None})
    found = re.search(r"^Core: (\w+)", told.stderr + told.stdout, re.MULTILINE)
    return found.group(1) if found else "unknown"


@functools.lru_cache(None)
def machine():
    """What the figures were measured on."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    parts = [
        datetime.date.today().isoformat(),
        f"{os.cpu_count()} cores of {cpu.group(1) if cpu else platform.processor()}",
    ]
    for cache in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((cache / name).read_text().strip() for name in ("level", "type", "size"))
        if kind != "Instruction":
            parts.append(f"L{level} {size}")
    parts += [f"JDK {re.search('version .([^ ]*).', java).group(1).strip(chr(34))}", open_blas()]
    for module in ("numpy", "torch"):
        found = subprocess.run([PYTHON, "-c", f"import {module}; print({module}.__version__)"],
                               capture_output=True, text=True)
        if found.returncode == 0:
            parts.append(f"{module} {found.stdout.strip()}")
    return ", ".join(parts)


def open_blas():
    """The version in the jar, the kernels that it chooses here, and whether that is held."""
    with zipfile.ZipFile(JAR) as jar:
        names = [name for name in jar.namelist() if name.endswith("bytedeco/openblas/pom.properties")]
        version = re.search("version=([^-\\s]*)", jar.read(names[0]).decode()) if names else None
    name = f"OpenBLAS {version.group(1) if version else 'of unknown version'}"
    found = os.environ.get("OPENBLAS_CORETYPE")
    free = f"{name} with kernels for {core(FREE)} where it is free"
    return free + (f"; in tables without that column it was held to {found} by OPENBLAS_CORETYPE"
                   if found else "; OPENBLAS_CORETYPE was not set otherwise")
