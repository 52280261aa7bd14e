"""What the stand-ins for torch, jax and keras share: arrays of NumPy, and erf."""
import math

import numpy as np

erf = np.vectorize(math.erf, otypes=[float])


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def softplus(x):
    return np.logaddexp(0.0, x)


def relu(x):
    return np.maximum(x, 0.0)


def relu6(x):
    return np.clip(x, 0.0, 6.0)


def leaky_relu(x, slope=0.01):
    return np.where(x > 0, x, slope * x)


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def celu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0) / alpha))


def selu(x):
    return 1.0507009873554804934 * elu(x, 1.6732632423543772848)


def gelu(x, approximate=False):
    if approximate in (True, "tanh"):
        return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return 0.5 * x * (1 + erf(x / math.sqrt(2)))


def silu(x):
    return x * sigmoid(x)


def log_sigmoid(x):
    return -softplus(-x)


def softsign(x):
    return x / (1 + np.abs(x))


def hard_tanh(x):
    return np.clip(x, -1.0, 1.0)


def hard_sigmoid(x):
    return np.clip(x / 6 + 0.5, 0.0, 1.0)


def hard_swish(x):
    return x * hard_sigmoid(x)


erfc = np.vectorize(math.erfc, otypes=[float])


def ndtr(x):
    return 0.5 * erfc(-x / math.sqrt(2))


rng = np.random.default_rng(2)


def windows(x, sides, first):
    """Splits axes from the first on into windows side by side; their cells' axes come first."""
    shape = x.shape[:first]
    for size, side in zip(x.shape[first:], sides):
        shape += (size // side, side)
    y = x.reshape(shape + x.shape[first + len(sides) :])
    return np.moveaxis(y, [first + 2 * i + 1 for i in range(len(sides))], range(len(sides)))
