"""The constants that `estimate` finds, by the usual script: table.py numpy|torch SAMPLES [THREADS].

25 activations, maximum and mean of 4 to 49 normals, three dropouts: mean, standard deviation and
their standard errors from four power sums, a million samples at a time. NumPy works in float64,
PyTorch in float32. Prints a line an entry.
"""
import sys

library, samples = sys.argv[1], int(float(sys.argv[2]))
CHUNK = min(10**6, samples)

if library == "numpy":
    import numpy as np
    from scipy.special import erf

    random = np.random.default_rng(1)

    def normal(*shape):
        return random.standard_normal(shape)

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def softplus(x):
        return np.logaddexp(x, 0)

    def elu(x):
        return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))

    def dropout(keep):
        return normal(CHUNK) * (random.random(CHUNK) < keep)

    def gelu_tanh(x):
        return 0.5 * x * (1 + np.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))

    activations = {
        "relu": lambda x: np.maximum(x, 0),
        "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
        "elu": elu,
        "selu": lambda x: 1.0507009873554805
        * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0))),
        "celu": elu,
        "gelu": lambda x: 0.5 * x * (1 + erf(x * 0.7071067811865476)),
        "gelu_tanh": gelu_tanh,
        "silu": lambda x: x * sigmoid(x),
        "mish": lambda x: x * np.tanh(softplus(x)),
        "softplus": softplus,
        "softsign": lambda x: x / (1 + np.abs(x)),
        "tanh": np.tanh,
        "sigmoid": sigmoid,
        "hard_tanh": lambda x: np.clip(x, -1, 1),
        "relu6": lambda x: np.clip(x, 0, 6),
        "hard_swish": lambda x: x * np.clip(x + 3, 0, 6) / 6,
        "hard_sigmoid": lambda x: np.clip(x + 3, 0, 6) / 6,
        "log_sigmoid": lambda x: -softplus(-x),
        "tanhshrink": lambda x: x - np.tanh(x),
        "soft_shrink": lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0),
        "hard_shrink": lambda x: np.where(np.abs(x) > 0.5, x, 0),
        "sin": np.sin,
        "erf": erf,
        "squareplus": lambda x: (x + np.sqrt(x * x + 4)) / 2,
        "identity": lambda x: x,
    }
    largest = lambda n: normal(n, CHUNK).max(axis=0)
    average = lambda n: normal(n, CHUNK).mean(axis=0)
    double = lambda y: y
else:
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    torch.manual_seed(1)
    torch.set_grad_enabled(False)

    def normal(*shape):
        return torch.randn(*shape)

    def dropout(keep):
        return F.dropout(normal(CHUNK), 1 - keep) * keep

    activations = {
        "relu": F.relu,
        "leaky_relu": F.leaky_relu,
        "elu": F.elu,
        "selu": F.selu,
        "celu": F.celu,
        "gelu": F.gelu,
        "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
        "silu": F.silu,
        "mish": F.mish,
        "softplus": F.softplus,
        "softsign": F.softsign,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "hard_tanh": F.hardtanh,
        "relu6": F.relu6,
        "hard_swish": F.hardswish,
        "hard_sigmoid": F.hardsigmoid,
        "log_sigmoid": F.logsigmoid,
        "tanhshrink": F.tanhshrink,
        "soft_shrink": F.softshrink,
        "hard_shrink": F.hardshrink,
        "sin": torch.sin,
        "erf": torch.erf,
        "squareplus": lambda x: (x + torch.sqrt(x * x + 4)) / 2,
        "identity": lambda x: x,
    }
    largest = lambda n: normal(n, CHUNK).amax(0)
    average = lambda n: normal(n, CHUNK).mean(0)
    double = lambda y: y.double()


def report(name, draw):
    sums = [0.0] * 4
    for _ in range(samples // CHUNK):
        y = double(draw())
        y2 = y * y
        for k, values in enumerate((y, y2, y2 * y, y2 * y2)):
            sums[k] += float(values.sum())
    n = samples // CHUNK * CHUNK
    mean, e2, e3, e4 = (s / n for s in sums)
    variance = e2 - mean * mean
    fourth = e4 - 4 * mean * e3 + 6 * mean**2 * e2 - 3 * mean**4
    std = variance**0.5
    mean_se = (variance / n) ** 0.5
    std_se = (max(fourth - variance**2, 0) / n) ** 0.5 / (2 * std)
    print(f"{name},{mean:.10g},{mean_se:.3g},{std:.10g},{std_se:.3g}")


for name, f in activations.items():
    report(name, lambda: f(normal(CHUNK)))
for n in (4, 9, 16, 25, 49):
    report(f"max:{n}", lambda: largest(n))
for n in (4, 9, 16, 25, 49):
    report(f"avg:{n}", lambda: average(n))
for keep in (0.5, 0.8, 0.9):
    report(f"dropout:keep={keep}", lambda: dropout(keep))
