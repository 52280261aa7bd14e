"""The part of JAX that exported functions use, on NumPy arrays."""
from . import nn, numpy, scipy
