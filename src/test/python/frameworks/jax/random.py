import numpy as np


def split(key):
    return np.random.default_rng(key).integers(1 << 62, size=2)


def uniform(key, shape):
    return np.random.default_rng(key).random(shape)


def normal(key, shape):
    return np.random.default_rng(key).standard_normal(shape)
