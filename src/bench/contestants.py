"""What runs against each other: functions that run a process and return its result or None."""
import os
import pathlib
import subprocess
import sys
import tempfile

from measure import run

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAR = str(ROOT / "target" / "normprop.jar")
PYTHON = os.environ.get("PEERS_PYTHON") or (
    "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3")
STEPS = str(HERE / "java/org/normprop/net/run/TrainingSteps.java")
IMAGE = ROOT / "target" / "normprop" / "bin" / "normprop"
THREADS = os.cpu_count()

UNITS = """relu leaky_relu elu selu celu gelu gelu_tanh silu mish softplus softsign tanh sigmoid
hard_tanh relu6 hard_swish hard_sigmoid log_sigmoid tanhshrink soft_shrink hard_shrink sin erf
squareplus identity max:4 max:9 max:16 max:25 max:49 avg:4 avg:9 avg:16 avg:25 avg:49
dropout:keep=0.5 dropout:keep=0.8 dropout:keep=0.9""".split()


def normprop(*arguments):
    return lambda: run(["java", "-jar", JAR, *map(str, arguments)])


def estimate(units, samples, *more):
    return normprop("estimate", *units, "--samples", samples, "--method", "mc", *more)


def script(name, *arguments):
    return lambda: run([PYTHON, str(HERE / "peers" / name), *map(str, arguments)])


def steps(seconds, blocks, threads, *specs, environment=None):
    return lambda: run(
        ["java", "-cp", JAR, STEPS, str(seconds), str(blocks), str(threads), *specs], environment)


def torch(seconds, blocks, threads, blas_threads, net, environment):
    return lambda: run(
        [PYTHON, str(HERE / "peers/torch_steps.py"), str(seconds), str(blocks), str(threads), net],
        {**environment, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": blas_threads})


def djl(class_path, seconds, blocks, threads, net, environment):
    return lambda: run(
        ["java", "-Dai.djl.offline=true", f"-Dai.djl.pytorch.num_threads={threads}",
         "-cp", class_path, str(HERE / "peers/djl/DjlSteps.java"),
         str(seconds), str(blocks), net],
        {**environment, "OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads})


def speeds(results):
    """{spec: all blocks' images a second} of several processes' lines."""
    found = {}
    for result in results:
        for line in result.json_lines():
            found.setdefault(line["spec"], []).extend(line["images_per_second"])
    return found


def djl_class_path():
    """The class path of DJL, through Maven; None where it cannot be had."""
    with tempfile.NamedTemporaryFile(suffix=".cp") as file:
        try:
            done = subprocess.run(
                ["mvn", "-q", "-B", "-f", str(HERE / "peers/djl/pom.xml"),
                 "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                 f"-Dmdep.outputFile={file.name}"],
                stdout=subprocess.DEVNULL)
        except OSError as e:
            print(f"  skipped: DJL, {e}", file=sys.stderr)
            return None
        return pathlib.Path(file.name).read_text() if done.returncode == 0 else None
