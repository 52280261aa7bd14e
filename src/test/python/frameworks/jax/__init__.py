"""The part of JAX that exported functions use, on NumPy arrays."""
from . import lax, nn, numpy, random, scipy
