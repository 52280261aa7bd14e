from tensors import rng

uniform, normal = rng.random, rng.standard_normal
