"""Runs exported modules: every normalised unit must give mean 0 and std 1 for N(0, 1) input.

    check_export.py MODULE.py...

Where the framework is not installed, the stand-ins beside this script take its place. Ends with
NOT_RUN if the modules compile and there is no NumPy to run them with.
"""
import importlib
import importlib.util
import math
import os
import py_compile
import sys

try:
    import numpy as np
except ImportError:
    np = None

NOT_RUN = 77

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "frameworks"))


class Array(np.ndarray if np else object):
    """A NumPy array that splits as a torch tensor does."""

    def chunk(self, parts, axis):
        return np.split(self, parts, axis)


def array(values):
    return np.asarray(values).view(Array)


def load(path):
    spec = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tensors(module):
    """How to hand an array over and take it back, in the real framework or its stand-in."""
    if hasattr(module, "torch") and hasattr(module.torch, "from_numpy"):
        return module.torch.from_numpy, lambda y: y.detach().numpy()
    return array, np.asarray


def drawing(module, unit):
    """The unit as a function of x that draws where it is random, and as one that does not."""
    if hasattr(module, "torch"):
        return module.Normalized(unit).train(), module.Normalized(unit).train(False)
    if hasattr(module, "keras"):
        layer = module.Normalized(unit)
        return lambda x: layer(x, training=True), layer
    function = module.normalized(unit)
    rng = np.random.default_rng(3)
    if not hasattr(module, "jax"):
        return lambda x: function(x, rng), function
    make = getattr(module.jax.random, "PRNGKey", int)
    return lambda x: function(x, make(rng.integers(1 << 31))), function


def windows(unit):
    """The sides of a unit's windows, one behind the other."""
    return [
        [int(side) for side in stage.split(":")[1].split("x")]
        for stage in unit
        if stage.split(":")[0] in ("max", "avg", "lp")
    ]


def sampled(unit, function, rng, channels_last):
    """Mean and std of many outputs, and the standard errors of both."""
    n = 5_000
    gates = sum(stage in ("glu", "geglu", "swiglu", "reglu") for stage in unit)
    sides = windows(unit)
    shape = [n, 1] + [1] * (len(sides[0]) if sides else 0)
    for window in sides:
        shape[2:] = [a * b for a, b in zip(shape[2:], window)]
    if channels_last:
        shape = [n, *shape[2:], 1]
    shape[-1] *= 2**gates
    y = np.concatenate([function(rng.standard_normal(shape)).ravel() for _ in range(2)])
    centred = y - y.mean()
    m2, m4 = (centred**2).mean(), (centred**4).mean()
    return y.mean(), y.std(), math.sqrt(m2 / y.size), math.sqrt((m4 - m2**2) / y.size / m2) / 2


def integrated(function):
    """Mean and std by the trapezoidal rule, which kinks make good to about 1e-6."""
    x = np.linspace(-12.0, 12.0, 100_001)
    weight = np.exp(-0.5 * x * x)
    weight /= weight.sum()
    y = function(x)
    mean = (weight * y).sum()
    return mean, math.sqrt((weight * (y - mean) ** 2).sum())


def compiled(module, rng):
    """In a compiled step of the real Keras, too, each step draws anew."""
    keras = module.keras
    unit = next((u for u in module.UNITS if u.startswith("dropout:") and "," not in u), None)
    if unit is None:
        return
    x = keras.Input((8,))
    model = keras.Model(x, module.Normalized(unit, seed=1)(x))
    model.compile(loss="mse", optimizer="sgd")
    batch = np.asarray(rng.standard_normal((64, 8)), dtype="float32")
    losses = {float(model.train_on_batch(batch, 0 * batch)) for _ in range(3)}
    assert len(losses) == 3, losses


def check(module):
    to, back = tensors(module)
    channels_last = hasattr(module, "jax") or hasattr(module, "keras")
    rng = np.random.default_rng(1)
    missing = set(module.CONSTANTS) - set(module.UNITS)
    for unit in missing:
        try:
            module._stages(unit)
            raise AssertionError(unit)
        except ValueError as error:
            assert unit in str(error), error
    checked = 0
    for unit, stages in module.UNITS.items():
        if module.CONSTANTS[unit][1] < 1e-3:
            continue  # nearly constant: 1/std only blows up rounding
        drawn, calm = drawing(module, unit)

        def function(x):
            return np.asarray(back(drawn(to(x))), dtype=float)

        is_random = any(stage in module.RANDOM for stage in stages)
        if is_random or windows(stages) or stages[0] in ("glu", "geglu", "swiglu", "reglu"):
            mean, std, mean_error, std_error = sampled(stages, function, rng, channels_last)
            assert abs(mean) < 6 * mean_error, (unit, mean)
            assert abs(std - 1) < 6 * std_error, (unit, std)
        else:
            mean, std = integrated(function)
            assert abs(mean) < 1e-4 and abs(std - 1) < 1e-4, (unit, mean, std)
        if is_random and not windows(stages):
            x = to(rng.standard_normal((200, 1)))
            assert np.array_equal(back(calm(x)), back(calm(x))), unit
            assert not np.array_equal(back(drawn(x)), back(drawn(x))), unit
        checked += 1
    if hasattr(module, "keras") and hasattr(module.keras, "Model"):
        compiled(module, rng)
    if "relu" in module.GAIN:
        assert abs(module.GAIN["relu"] - math.sqrt(2 * math.pi / (math.pi - 1))) < 1e-12
        assert abs(module.RMS_GAIN["relu"] - math.sqrt(2)) < 1e-12
        assert abs(module.BACKWARD_GAIN["relu"] - math.sqrt(2)) < 1e-12
    return checked, sorted(missing)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        py_compile.compile(path, doraise=True)
    if np is None:
        sys.exit(NOT_RUN)
    for path in sys.argv[1:]:
        number, without = check(load(path))
        print(number, "units have mean 0 and std 1")
        assert not without, without
