"""Derives the polynomial coefficients of org.normprop.function.math.Special and Blocks.

Chebyshev interpolation at 40 digits, turned into powers of the argument; prints each list with
the largest relative error of the rounded polynomial, evaluated exactly. Needs mpmath.
"""

from mpmath import mp, mpf, chebyfit, exp, log, sqrt, pi, erfc, erf, sin, cos, polyval, atanh

mp.dps = 40


def fit(name, f, interval, degree, error_of=None):
    poly = chebyfit(f, interval, degree + 1)  # highest power first
    rounded = [mpf(float(c)) for c in poly]
    a, b = interval
    worst = 0
    for i in range(2001):
        x = a + (b - a) * i / mpf(2000)
        exact = f(x)
        worst = max(worst, abs(polyval(rounded, x) / exact - 1))
    print(f"// {name}: degree {degree}, relative error {mp.nstr(worst, 3)}")
    for c in reversed(rounded):
        print(f"    {float(c)!r},")


def safe(f, at_zero):
    return lambda x: at_zero if x == 0 else f(x)


HALF_LN2 = log(2) / 2
# e^r on [-ln2/2, ln2/2]
fit("exp", exp, [-HALF_LN2 * mpf("1.001"), HALF_LN2 * mpf("1.001")], 12)
# atanh(s)/s in v = s^2 on [0, 1/9]; ln(1+t) = 2 s (...), s = t/(2+t)
fit("atanh", safe(lambda v: atanh(sqrt(v)) / sqrt(v), mpf(1)), [mpf(0), mpf(1) / 9], 13)

# (1 + 2x) e^(x^2/2) Phi(-x), x = K (1+t)/(1-t) >= 0, t in [-1, 1)
K = mpf("5.25")


def mills(t):
    if t == 1:
        return sqrt(2 / pi)
    x = K * (1 + t) / (1 - t)
    if x > 60:  # asymptotic series of the Mills ratio
        s, term = mpf(0), mpf(1)
        for k in range(12):
            s += term
            term *= -(2 * k + 1) / x**2
        return (1 + 2 * x) / x / sqrt(2 * pi) * s
    return (1 + 2 * x) * exp(x * x / 2) * erfc(x / sqrt(2)) / 2


fit("mills", mills, [mpf(-1), mpf(1)], 25)
# erf(x)/x in v = x^2 on [0, 1]
fit("erf", safe(lambda v: erf(sqrt(v)) / sqrt(v), 2 / sqrt(pi)), [mpf(0), mpf(1)], 14)
# sin(r)/r and cos(r) in v = r^2, |r| <= pi/4
QUARTER = (pi / 4) ** 2 * mpf("1.001")
fit("sin", safe(lambda v: sin(sqrt(v)) / sqrt(v), mpf(1)), [mpf(0), QUARTER], 7)
fit("cos", safe(lambda v: cos(sqrt(v)), mpf(1)), [mpf(0), QUARTER], 8)
