"""Says what figures were measured on."""
import datetime
import os
import pathlib
import platform
import re
import subprocess
import zipfile

from contestants import JAR, PYTHON, STEPS


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
    """The version in the jar, and the kernels that it chooses here: it tells them when asked to be
    verbose."""
    with zipfile.ZipFile(JAR) as jar:
        names = [name for name in jar.namelist() if name.endswith("bytedeco/openblas/pom.properties")]
        version = re.search("version=([^-\\s]*)", jar.read(names[0]).decode()) if names else None
    told = subprocess.run(
        ["java", "-cp", JAR, STEPS, "0.01", "1", "1", "w8d1"], capture_output=True, text=True,
        env={**os.environ, "OPENBLAS_VERBOSE": "2"})
    core = re.search(r"^Core: (\w+)", told.stderr + told.stdout, re.MULTILINE)
    return (f"OpenBLAS {version.group(1) if version else 'of unknown version'}"
            + (f" with kernels for {core.group(1)}" if core else ""))
