import numpy as np
from tensors import (
    celu,
    elu,
    gelu,
    hard_sigmoid as hardsigmoid,
    hard_swish as hardswish,
    hard_tanh as hardtanh,
    leaky_relu,
    log_sigmoid as logsigmoid,
    relu,
    relu6,
    selu,
    silu,
    softsign,
    windows,
)


def softplus(x, beta=1.0, threshold=20.0):
    return np.where(beta * x > threshold, x, np.logaddexp(0.0, beta * x) / beta)


def mish(x):
    return x * np.tanh(softplus(x))


def tanhshrink(x):
    return x - np.tanh(x)


def softshrink(x, lambd=0.5):
    return np.sign(x) * np.maximum(np.abs(x) - lambd, 0.0)


def hardshrink(x, lambd=0.5):
    return np.where(np.abs(x) > lambd, x, 0.0)


def threshold(x, threshold, value):
    return np.where(x > threshold, x, value)


def _pool(dimensions, reduce):
    def pool(x, window):
        assert x.ndim == dimensions + 2, "batch, channels and %d more axes" % dimensions
        sides = (window,) if isinstance(window, int) else window
        return reduce(windows(x, sides, 2), axis=tuple(range(dimensions)))

    return pool


max_pool1d, max_pool2d, max_pool3d = (_pool(d, np.max) for d in (1, 2, 3))
avg_pool1d, avg_pool2d, avg_pool3d = (_pool(d, np.mean) for d in (1, 2, 3))
