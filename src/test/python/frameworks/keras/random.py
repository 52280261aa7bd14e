from tensors import rng


class SeedGenerator:
    """Where a layer's draws come from; without one, a compiled step draws the same at each call."""

    def __init__(self, seed=None):
        self.seed = seed


def uniform(shape, seed):
    assert isinstance(seed, SeedGenerator), seed
    return rng.random(shape)


def normal(shape, seed):
    assert isinstance(seed, SeedGenerator), seed
    return rng.standard_normal(shape)
