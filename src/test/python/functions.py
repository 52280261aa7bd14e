"""Writes src/test/resources/function/values.csv: activations and derivatives to 25 digits.

An independent oracle: every function is written out here in mpmath, in the plainest form, and
differentiated numerically at 80 digits. Usage: python3 functions.py > values.csv
"""

from mpmath import mp, mpf, exp, log, tanh, sin, cos, atan, asinh, cosh, sqrt, erf, ncdf, pi, diff, nstr

mp.dps = 80


def sigmoid(x):
    return 1 / (1 + exp(-x))


def softplus(x):
    return log(1 + exp(x))


def clip(x, low, high):
    return min(max(x, mpf(low)), mpf(high))


def leaky(a):
    return lambda x: x if x > 0 else a * x


def elu(scale, alpha, width):
    return lambda x: scale * (x if x > 0 else alpha * (exp(x / width) - 1))


def sign(x):
    return mpf(1 if x > 0 else -1 if x < 0 else 0)


def rational_tanh(x):
    y = abs(2 * x / 3)
    return mpf("1.7159") * sign(x) * (1 - 1 / (1 + y + y**2 + mpf("1.41645") * y**4))


SELU = (mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717"))
FUNCTIONS = {
    "identity": lambda x: x,
    "relu": lambda x: max(x, mpf(0)),
    "relu6": lambda x: clip(x, 0, 6),
    "leaky_relu": leaky(mpf("0.01")),
    "leaky_relu:slope=0.2": leaky(mpf("0.2")),
    "prelu": leaky(mpf("0.25")),
    "rrelu": leaky(mpf(11) / 48),
    "threshold": lambda x: x if x > 1 else mpf(0),
    "threshold:threshold=-0.5:value=-2": lambda x: x if x > mpf("-0.5") else mpf(-2),
    "elu": elu(1, 1, 1),
    "elu:alpha=0.7": elu(1, mpf("0.7"), 1),
    "celu": elu(1, 1, 1),
    "celu:alpha=0.5": elu(1, mpf("0.5"), mpf("0.5")),
    "selu": elu(SELU[0], SELU[1], 1),
    "gelu": lambda x: x * ncdf(x),
    "gelu_tanh": lambda x: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + mpf("0.044715") * x**3))),
    "quick_gelu": lambda x: x * sigmoid(mpf("1.702") * x),
    "silu": lambda x: x * sigmoid(x),
    "silu:beta=2": lambda x: x * sigmoid(2 * x),
    "mish": lambda x: x * tanh(softplus(x)),
    "softplus": lambda x: softplus(x) if x <= 20 else x,
    "softplus:beta=3:threshold=inf": lambda x: softplus(3 * x) / 3,
    "softplus:threshold=inf": softplus,
    "squareplus": lambda x: (x + sqrt(x**2 + 4)) / 2,
    "sparse_plus": lambda x: mpf(0) if x <= -1 else (x + 1) ** 2 / 4 if x < 1 else x,
    "sparse_sigmoid": lambda x: clip((x + 1) / 2, 0, 1),
    "sigmoid": sigmoid,
    "log_sigmoid": lambda x: -softplus(-x),
    "hard_sigmoid": lambda x: clip((x + 3) / 6, 0, 1),
    "hard_sigmoid:slope=0.2": lambda x: clip(x * mpf("0.2") + mpf("0.5"), 0, 1),
    "hard_swish": lambda x: x * clip(x + 3, 0, 6) / 6,
    "tanh": tanh,
    "hard_tanh": lambda x: clip(x, -1, 1),
    "tanhshrink": lambda x: x - tanh(x),
    "lecun_tanh": lambda x: mpf("1.7159") * tanh(2 * x / 3),
    "softsign": lambda x: x / (1 + abs(x)),
    "soft_shrink": lambda x: sign(x) * max(abs(x) - mpf("0.5"), mpf(0)),
    "hard_shrink": lambda x: x if abs(x) > mpf("0.5") else mpf(0),
    "relu_squared": lambda x: max(x, mpf(0)) ** 2,
    "exponential": exp,
    "sin": sin,
    "sin:frequency=3": lambda x: sin(3 * x),
    "cos": cos,
    "erf": erf,
    "atan": atan,
    "asinh": asinh,
    "isru": lambda x: x / sqrt(1 + x**2),
    "gaussian": lambda x: exp(-(x**2)),
    "abs": abs,
    "square": lambda x: x**2,
    "cube": lambda x: x**3,
    "sign": sign,
    "rectified_tanh": lambda x: max(mpf(0), tanh(x)),
    "rational_tanh": rational_tanh,
    "snake": lambda x: x + sin(x) ** 2,
    "snake:alpha=0.3": lambda x: x + sin(mpf("0.3") * x) ** 2 / mpf("0.3"),
    "bent_identity": lambda x: (sqrt(x**2 + 1) - 1) / 2 + x,
    "log_cosh": lambda x: log(cosh(x)),
}
# All are doubles exactly, and none is a kink.
POINTS = [-800, -40, -30, -21.5, -12.25, -6.5, -4.125, -2.75, -1.875, -1.125, -0.875, -0.4375]
POINTS += [-0.0625, -(2.0**-30), 2.0**-30, 0.046875, 0.3125, 0.625, 1.0625, 1.53125, 2.625, 3.75]
POINTS += [5.5, 7.25, 15.5, 20.5, 40, 700]

print("unit,x,value,derivative")
for name, f in FUNCTIONS.items():
    for point in POINTS:
        x = mpf(point)
        mp.dps = 80 + int(abs(point)) * 2  # the plain forms cancel in the tails
        value, slope = f(x), diff(f, x, h=mpf(10) ** (-mp.dps // 4), method="step")
        mp.dps = 25
        print(f"{name},{point!r},{nstr(value, 20)},{nstr(slope, 20)}")
        mp.dps = 80
