"""Thirty-digit moments of chains, for ExactChainsTest.

Prints src/test/resources/exact-chains.csv. Needs mpmath; takes some minutes.

    python3 src/test/python/exact_chains.py > src/test/resources/exact-chains.csv

The route shares nothing with the Java code: a law is its distribution function F, written down by
hand from the monotone branches of each function, and moments come from it by parts, in y:

    E[y^k] = int_0^inf k y^(k-1) (1 - F(y)) dy - int_-inf^0 k y^(k-1) F(y) dy

so that atoms need no care. Only E|grad|^2 is an integral over x, of phi(x) times squared slopes and
n F^(n-1). Correlated inputs are averaged over their common part by Gauss-Hermite's rule.
"""

import sys

from mpmath import (asin, cos, diff, erfc, exp, findroot, hermite, inf, log, mp, mpf, npdf, pi, quad,
                    sin, sqrt, tanh)

mp.dps = 30
END = mpf(14)  # standard deviations; 1e-44 lies beyond


def Phi(x):
    return erfc(-x / sqrt(2)) / 2


class Normal:
    def __init__(self, mean=0, std=1):
        self.mean, self.std = mpf(mean), mpf(std)
        self.low, self.high = self.mean - END * self.std, self.mean + END * self.std
        self.breaks = []

    def F(self, y):
        return Phi((y - self.mean) / self.std)

    def slopes(self, w, breaks):
        """E[squared slope * w(y)] over the continuous part."""
        grid = [self.mean + self.std * k for k in (-14, -8, -4, -2, 0, 2, 4, 8, 14)]
        cuts = sorted(set(grid + [b for b in breaks if self.low < b < self.high]))
        return quad(lambda x: npdf((x - self.mean) / self.std) / self.std * w(x), cuts)


class Image:
    """f of a law without atoms. branches: (a, b, rising) with f strictly monotone; inverse(y, a, b)
    where there is a formula; flats: (a, b, value)."""

    def __init__(self, law, f, df, branches, inverse=None, flats=()):
        self.law, self.f, self.df, self.inverse, self.flats = law, f, df, inverse, flats
        self.branches = [(max(a, law.low), min(b, law.high), up) for a, b, up in branches
                         if a < law.high and b > law.low]
        ends = [f(x) for a, b, _ in self.branches for x in self.inner(a, b)]
        ends += [f(x) for x in law.breaks] + [v for _, _, v in flats]
        self.low, self.high = min(ends), max(ends)
        self.breaks = sorted(set(ends))
        self.cache = {}

    def inner(self, a, b):
        tiny = mpf(10) ** -28  # the limits from inside, where f jumps
        return a + tiny * max(1, abs(a)), b - tiny * max(1, abs(b))

    def root(self, y, a, b):
        if self.inverse:
            return self.inverse(y, a, b)
        # Newton's method, kept inside a bracket
        a, b = self.inner(a, b)
        up = self.f(a) < self.f(b)
        x = (a + b) / 2
        for _ in range(300):
            r = self.f(x) - y
            if (r < 0) == up:
                a = x
            else:
                b = x
            d = self.df(x)
            step = -r / d if d else inf
            if abs(step) < mpf(10) ** -28:
                return x + step
            x = x + step if a < x + step < b else (a + b) / 2
            if b - a < mpf(10) ** -29:
                return x
        return x

    def F(self, y):
        if y in self.cache:
            return self.cache[y]
        p = sum(self.law.F(b) - self.law.F(a) for a, b, v in self.flats if v <= y)
        for a, b, up in self.branches:
            fa, fb = (self.f(x) for x in self.inner(a, b))
            if y >= max(fa, fb):
                p += self.law.F(b) - self.law.F(a)
            elif y > min(fa, fb):
                x = self.root(y, a, b)
                p += self.law.F(x) - self.law.F(a) if up else self.law.F(b) - self.law.F(x)
        self.cache[y] = p
        return p

    def slopes(self, w, breaks):
        at = [x for a, b, _ in self.branches for x in (a, b)]
        for y in breaks:
            for a, b, _ in self.branches:
                fa, fb = (self.f(x) for x in self.inner(a, b))
                if min(fa, fb) < y < max(fa, fb):
                    at.append(self.root(y, a, b))
        flat = [(a, b) for a, b, _ in self.flats]

        def inside(x):
            if any(a < x < b for a, b in flat):
                return mpf(0)
            return self.df(x) ** 2 * w(self.f(x))
        return self.law.slopes(inside, at)


class Thinned:
    def __init__(self, law, keep, factor=1, offset=0, dropped=0):
        self.law, self.keep, self.factor = law, mpf(keep), mpf(factor)
        self.offset, self.dropped = mpf(offset), mpf(dropped)
        self.low = min(self.factor * law.low + self.offset, self.dropped)
        self.high = max(self.factor * law.high + self.offset, self.dropped)
        self.breaks = [self.factor * b + self.offset for b in law.breaks] + [self.dropped]

    def F(self, y):
        p = self.keep * self.law.F((y - self.offset) / self.factor)
        return p + (1 - self.keep if y >= self.dropped else 0)

    def slopes(self, w, breaks):
        return self.keep * self.factor ** 2 * self.law.slopes(
            lambda x: w(self.factor * x + self.offset),
            [(b - self.offset) / self.factor for b in breaks])


class Max:
    def __init__(self, law, n):
        self.law, self.n = law, n
        self.low, self.high, self.breaks = law.low, law.high, law.breaks

    def F(self, y):
        return self.law.F(y) ** self.n

    def slopes(self, w, breaks):
        return self.law.slopes(lambda y: w(y) * self.n * self.law.F(y) ** (self.n - 1),
                               list(breaks) + list(self.breaks))


def raw(law):
    """E[y^k] for k = 1 to 4, and E|grad|^2."""
    grid = [c for c in (-8, -4, -2, -1, 1, 2, 4, 8) if law.low < c < law.high]
    cuts = sorted(set([law.low, law.high, mpf(0)] + list(law.breaks) + grid))
    near = []
    for c in cuts:
        c = mpf(0) if abs(c) < mpf(10) ** -25 else c
        if not near or c - near[-1] > mpf(10) ** -25:
            near.append(c)
    up, down = [c for c in near if c >= 0], [c for c in near if c <= 0]
    moments = []
    for k in (1, 2, 3, 4):
        m = mpf(0)
        if len(up) > 1:
            m += quad(lambda y: k * y ** (k - 1) * (1 - law.F(y)), up)
        if len(down) > 1:
            m -= quad(lambda y: k * y ** (k - 1) * law.F(y), down)
        moments.append(m)
    return moments + [law.slopes(lambda y: mpf(1), [])]


def finish(name, mean, std, rho, inputs, moments):
    m1, m2, m3, m4, s = moments
    v = m2 - m1 ** 2
    c3 = m3 - 3 * m1 * m2 + 2 * m1 ** 3
    c4 = m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4
    print(','.join(['"%s"' % name, str(mean), str(std), str(rho)] + [
        mp.nstr(x, 22) for x in (m1, sqrt(v), sqrt(s / inputs), c3 / v ** mpf(1.5), c4 / v ** 2)]))
    sys.stdout.flush()


def average(moments, n):
    """Of n independent copies, from raw moments, by expanding the power of the sum."""
    # E[S^k] by adding one copy at a time
    total = [mpf(1), mpf(0), mpf(0), mpf(0), mpf(0)]
    one = [mpf(1)] + moments[:4]
    choose = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]]
    for _ in range(n):
        total = [sum(choose[k][j] * total[j] * one[k - j] for j in range(k + 1)) for k in range(5)]
    return [total[k] / mpf(n) ** k for k in range(1, 5)] + [moments[4] / n]


def hermite_rule(n):
    """Nodes and weights for N(0,1)."""
    import numpy
    guess, _ = numpy.polynomial.hermite_e.hermegauss(n)

    def he(x):
        a, b = mpf(1), x
        for k in range(1, n):
            a, b = b, x * b - k * a
        return a, b
    nodes, weights = [], []
    for g in guess:
        x = mpf(float(g))
        for _ in range(8):
            a, b = he(x)
            x -= b / (n * a)
        a, b = he(x)
        nodes.append(x)
        weights.append(mp.factorial(n - 1) / (n * a ** 2))
    return nodes, weights


def given(build, mean, std, rho, points, n=None):
    """Raw moments averaged over the inputs' common part."""
    mean, std, rho = mpf(mean), mpf(std), mpf(rho)
    total = [mpf(0)] * 5
    for u, w in zip(*hermite_rule(points)):
        if w < mpf(10) ** -24:
            continue
        m = build(Normal(mean + std * sqrt(rho) * u, std * sqrt(1 - rho)))
        total = [t + w * x for t, x in zip(total, m)]
    return total


def relu_of_maximum(n, rho):
    """Raw moments of max(0, a + b u) with a = sqrt(1-rho) times the maximum of n, b = sqrt(rho)."""
    b = sqrt(rho)

    def of(k, a):
        p, d = Phi(a / b), npdf(a / b)
        return (a * p + b * d,
                (a * a + b * b) * p + a * b * d,
                a * (a * a + 3 * b * b) * p + b * (a * a + 2 * b * b) * d,
                (a ** 4 + 6 * a * a * b * b + 3 * b ** 4) * p + a * b * (a * a + 5 * b * b) * d,
                p)[k]
    return [quad(lambda m: n * npdf(m) * Phi(m) ** (n - 1) * of(k, sqrt(1 - rho) * m),
                 [-14, -6, -3, -1, 0, 1, 3, 6, 14]) for k in range(5)]


# ---------------------------------------------------------------- functions and their branches

def gelu(law):
    turn = findroot(lambda x: Phi(x) + x * npdf(x), mpf('-0.75'))
    return Image(law, lambda x: x * Phi(x), lambda x: Phi(x) + x * npdf(x),
                 [(-inf, turn, False), (turn, inf, True)])


def sigmoid(x):
    return 1 / (1 + exp(-x))


def silu(law):
    df = lambda x: sigmoid(x) * (1 + x * sigmoid(-x))
    turn = findroot(df, mpf('-1.28'))
    return Image(law, lambda x: x * sigmoid(x), df, [(-inf, turn, False), (turn, inf, True)])


def mish(law):
    f = lambda x: x * tanh(log(1 + exp(x)))

    def df(x):
        t = tanh(log(1 + exp(x)))
        return t + x * (1 - t * t) * sigmoid(x)
    turn = findroot(df, mpf('-1.19'))
    return Image(law, f, df, [(-inf, turn, False), (turn, inf, True)])


def sine(law):
    ends = [pi / 2 + k * pi for k in range(-5, 5)]
    branches = [(a, b, k % 2 == 1) for k, (a, b) in enumerate(zip(ends, ends[1:]))]
    branches = [(-inf, ends[0], True)] + [
        (a, b, cos((a + b) / 2) > 0) for a, b in zip(ends, ends[1:])] + [(ends[-1], inf, None)]
    branches = [(a, b, cos((max(a, -16) + min(b, 16)) / 2) > 0) for a, b, _ in branches]

    def inverse(y, a, b):
        middle = (a + b) / 2
        k = mp.nint(middle / pi)
        return k * pi + (1 if k % 2 == 0 else -1) * asin(y)
    return Image(law, sin, cos, branches, inverse)


def absolute(law):
    return Image(law, abs, lambda x: 1 if x > 0 else -1, [(-inf, 0, False), (mpf(0), inf, True)],
                 lambda y, a, b: y if b > 0 else -y)


def square(law):
    return Image(law, lambda x: x * x, lambda x: 2 * x, [(-inf, 0, False), (mpf(0), inf, True)],
                 lambda y, a, b: sqrt(y) if b > 0 else -sqrt(y))


def bump(law):
    return Image(law, lambda x: exp(-x * x), lambda x: -2 * x * exp(-x * x),
                 [(-inf, 0, True), (mpf(0), inf, False)],
                 lambda y, a, b: sqrt(-log(y)) if b > 0 else -sqrt(-log(y)))


def relu(law):
    return Image(law, lambda x: max(x, mpf(0)), lambda x: 1 if x > 0 else 0,
                 [(mpf(0), inf, True)], lambda y, a, b: y, [(law.low, mpf(0), mpf(0))])


def hard_tanh(law):
    return Image(law, lambda x: max(min(x, mpf(1)), mpf(-1)), lambda x: 1 if -1 < x < 1 else 0,
                 [(mpf(-1), mpf(1), True)], lambda y, a, b: y,
                 [(law.low, mpf(-1), mpf(-1)), (mpf(1), law.high, mpf(1))])


def hard_swish(law):
    return Image(law, lambda x: mpf(0) if x <= -3 else x * min(x + 3, mpf(6)) / 6,
                 lambda x: 0 if x <= -3 else (2 * x + 3) / 6 if x <= 3 else 1,
                 [(mpf(-3), mpf('-1.5'), False), (mpf('-1.5'), mpf(3), True), (mpf(3), inf, True)],
                 None, [(law.low, mpf(-3), mpf(0))])


def threshold(law, at, value):
    return Image(law, lambda x: x if x > at else value, lambda x: 1 if x > at else 0,
                 [(at, inf, True)], lambda y, a, b: y, [(law.low, at, value)])


def tanh_(law):
    return Image(law, tanh, lambda x: 1 - tanh(x) ** 2, [(-inf, inf, True)],
                 lambda y, a, b: mp.atanh(y))


def sigmoid_(law):
    return Image(law, sigmoid, lambda x: sigmoid(x) * sigmoid(-x), [(-inf, inf, True)],
                 lambda y, a, b: log(y / (1 - y)))


def identity(law):
    return law


def main():
    print('unit,input_mean,input_std,rho,mean,std,backward,skewness,kurtosis')

    def plain(name, inputs, build, mean=0, std=1):
        finish(name, mean, std, 0, inputs, raw(build(Normal(mean, std))))

    plain('gelu,max:3x3', 9, lambda x: Max(gelu(x), 9))
    plain('gelu,max:2x2', 4, lambda x: Max(gelu(x), 4))
    plain('silu,max:2x2', 4, lambda x: Max(silu(x), 4))
    plain('mish,max:2x2', 4, lambda x: Max(mish(x), 4))
    plain('mish,max:3x3', 9, lambda x: Max(mish(x), 9))
    plain('hard_swish,max:2x2', 4, lambda x: Max(hard_swish(x), 4))
    plain('sin,max:4', 4, lambda x: Max(sine(x), 4))
    plain('sin,max:9', 9, lambda x: Max(sine(x), 9))
    plain('abs,max:9', 9, lambda x: Max(absolute(x), 9))
    plain('square,max:4', 4, lambda x: Max(square(x), 4))
    plain('gaussian,max:4', 4, lambda x: Max(bump(x), 4))
    plain('hard_tanh,max:2x2', 4, lambda x: Max(hard_tanh(x), 4))
    plain('threshold:threshold=1:value=2,max:3', 3,
          lambda x: Max(threshold(x, mpf(1), mpf(2)), 3))
    plain('sigmoid,max:3x3', 9, lambda x: Max(sigmoid_(x), 9))
    plain('dropout:keep=0.5,max:2x2', 4, lambda x: Max(Thinned(x, '0.5'), 4))
    plain('dropout:keep=0.8:scale=inverse,max:3x3', 9,
          lambda x: Max(Thinned(x, mpf(4) / 5, mpf(5) / 4), 9))
    plain('relu,dropout:keep=0.5,max:2x2', 4, lambda x: Max(Thinned(relu(x), '0.5'), 4))
    plain('gelu,dropout:keep=0.5,max:2x2', 4, lambda x: Max(Thinned(gelu(x), '0.5'), 4))
    plain('gelu,max:2x2,dropout:keep=0.5', 4, lambda x: Thinned(Max(gelu(x), 4), '0.5'))
    plain('max:2x2,dropout:keep=0.75,max:2', 8, lambda x: Max(Thinned(Max(x, 4), '0.75'), 2))
    plain('relu,max:2x2,dropout:keep=0.5', 4, lambda x: Thinned(Max(relu(x), 4), '0.5'))
    plain('max:3x3,relu', 9, lambda x: relu(Max(x, 9)))
    plain('gelu,max:2,gelu', 2, lambda x: gelu(Max(gelu(x), 2)))
    plain('gelu,max:2,sin,max:2', 4, lambda x: Max(sine(Max(gelu(x), 2)), 2))
    plain('tanh,gelu,max:3', 3, lambda x: Max(gelu(tanh_(x)), 3))
    plain('relu', 1, relu, '0.3', '1.7')
    plain('gelu', 1, gelu, '-0.5', '2')
    plain('silu', 1, silu, '1.5', '0.25')
    plain('relu,max:3x3', 9, lambda x: Max(relu(x), 9), '-1.5', '0.5')
    plain('abs,max:2x2', 4, lambda x: Max(absolute(x), 4), '1', '0.5')
    plain('gelu,max:3x3', 9, lambda x: Max(gelu(x), 9), '-1', '1.5')
    plain('gelu,max:3x3', 9, lambda x: Max(gelu(x), 9), 0, 10)
    plain('gelu,max:8x8', 64, lambda x: Max(gelu(x), 64))
    plain('max:32x32', 1024, lambda x: Max(x, 1024))
    plain('dropout:keep=0.8', 1, lambda x: Thinned(x, mpf(4) / 5), '0.3', '1.7')
    plain('max:3x3', 9, lambda x: Max(x, 9), '0.3', '1.7')

    def averaged(name, inputs, n, build, mean=0, std=1):
        finish(name, mean, std, 0, inputs, average(raw(build(Normal(mean, std))), n))

    averaged('tanh,avg:2x2', 4, 4, tanh_)
    averaged('relu,avg:3x3', 9, 9, relu)
    averaged('relu,max:2x2,avg:2x2', 16, 4, lambda x: Max(relu(x), 4))
    averaged('gelu,dropout:keep=0.8,avg:2x2', 4, 4, lambda x: Thinned(gelu(x), mpf(4) / 5),
             '0.3', '1.7')

    def correlated(name, inputs, rho, points, build, n=1, mean=0, std=1):
        moments = given(lambda x: average(raw(build(x)), n), mean, std, rho, points)
        finish(name, mean, std, rho, inputs, moments)

    correlated('max:3x3', 9, '0.7', 5, lambda x: Max(x, 9))
    correlated('avg:3x3', 9, '0.5', 5, identity, 9, '0.3', '1.7')
    for n, rho in ((4, '0.8'), (9, '0.5')):
        finish('relu,max:%d' % n, 0, 1, rho, n, relu_of_maximum(n, mpf(rho)))
    correlated('sigmoid,max:2x2', 4, '0.25', 40, lambda x: Max(sigmoid_(x), 4))
    correlated('tanh,avg:2x2', 4, '0.3', 40, tanh_, 4)


if __name__ == '__main__':
    main()
