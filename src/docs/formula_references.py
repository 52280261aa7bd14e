"""Writes src/test/resources/function/formulas.csv: formulas, inputs, values and derivatives.

Computed with mpmath at 800 digits, derivatives by central differences. Run from the
root of the repository. Needs mpmath.
"""

from mpmath import (
    mp, mpf, nstr, exp, expm1, log, log1p, sqrt, cbrt, sin, cos, tan, asin, acos, atan, sinh,
    cosh, tanh, asinh, acosh, atanh, erf, erfc, pi)

mp.dps = 800  # erf(37.25) is 1 - 1e-605

WIDE = ["-30.5", "-3", "-0.75", "-1e-9", "1e-9", "0.25", "1.5", "8", "37.25"]
RIGHT = ["1e-9", "0.25", "0.999", "1.5", "8", "37.25"]
UNIT = ["-0.999999", "-0.75", "-1e-9", "1e-9", "0.25", "0.9375"]


def real_cbrt(x):
    return cbrt(x) if x >= 0 else -cbrt(-x)


def sigmoid(x):
    return 1 / (1 + exp(-x))


CASES = [
    ("exp(x)", exp, WIDE),
    ("expm1(x)", expm1, WIDE),
    ("ln(x)", log, RIGHT),
    ("log(x)", log, RIGHT),
    ("log2(x)", lambda x: log(x) / log(mpf(2)), RIGHT),
    ("log10(x)", lambda x: log(x) / log(mpf(10)), RIGHT),
    ("log1p(x)", log1p, ["-0.75", "-1e-9", "1e-9", "0.25", "37.25"]),
    ("sqrt(x)", sqrt, RIGHT),
    ("cbrt(x)", real_cbrt, WIDE),
    ("sin(x)", sin, WIDE),
    ("cos(x)", cos, WIDE),
    ("tan(x)", tan, WIDE),
    ("asin(x)", asin, UNIT),
    ("acos(x)", acos, UNIT),
    ("atan(x)", atan, WIDE),
    ("sinh(x)", sinh, WIDE),
    ("cosh(x)", cosh, WIDE),
    ("tanh(x)", tanh, WIDE),
    ("asinh(x)", asinh, WIDE),
    ("acosh(x)", acosh, ["1.0009765625", "1.5", "8", "1e9"]),
    ("atanh(x)", atanh, UNIT),
    ("erf(x)", erf, WIDE),
    ("erfc(x)", erfc, ["-30.5", "-3", "-0.75", "1e-9", "0.25", "1.5", "8", "26.5"]),
    ("abs(x)", abs, WIDE),
    ("x^2", lambda x: x**2, WIDE),
    ("x^3", lambda x: x**3, WIDE),
    ("x^4", lambda x: x**4, WIDE),
    ("x^7", lambda x: x**7, WIDE),
    ("x^-3", lambda x: x**-3, WIDE),
    ("x^2.5", lambda x: x ** mpf("2.5"), RIGHT),
    ("x^x", lambda x: x**x, RIGHT),
    ("2^x", lambda x: mpf(2) ** x, WIDE),
    ("pow(x,0.5)", sqrt, RIGHT),
    ("1/(1+x^2)", lambda x: 1 / (1 + x**2), WIDE),
    ("x*sin(x)-cos(x)/x", lambda x: x * sin(x) - cos(x) / x, ["-3", "-0.75", "0.25", "1.5"]),
    ("exp(-x^2/2)/sqrt(2*pi)", lambda x: exp(-(x**2) / 2) / sqrt(2 * pi), ["-3", "0.25", "1.5"]),
    ("x/sqrt(1+x^2)", lambda x: x / sqrt(1 + x**2), ["-3", "0.25", "1.5"]),
    ("x*exp(-abs(x))", lambda x: x * exp(-abs(x)), WIDE),
    ("x*sigmoid(1.5*x)", lambda x: x * sigmoid(mpf("1.5") * x), ["-30.5", "-3", "0.25", "1.5", "8"]),
    ("ln(1+exp(x))", lambda x: log(1 + exp(x)), ["-3", "0.25", "1.5", "8", "37.25"]),
    ("x*tanh(ln(1+exp(x)))", lambda x: x * tanh(log(1 + exp(x))), ["-3", "-0.75", "0.25", "1.5", "8"]),
    ("if(x>0,x,expm1(x))", lambda x: x if x > 0 else expm1(x), WIDE),
    ("min(max(x,-1)^3,4)", lambda x: min(max(x, -1) ** 3, mpf(4)), ["-3", "-0.75", "0.25", "8"]),
]

with open("src/test/resources/function/formulas.csv", "w", newline="\n") as out:
    out.write("formula;x;value;derivative\n")
    for text, f, inputs in CASES:
        for x in inputs:
            x = mpf(float(x))
            # One step so small that truncation does not show at 800 digits.
            h = mpf(10) ** -50 * max(abs(x), mpf(10) ** -9)
            slope = (f(x + h) - f(x - h)) / (2 * h)
            out.write(f"{text};{float(x)!r};{nstr(f(x), 20)};{nstr(slope, 20)}\n")
