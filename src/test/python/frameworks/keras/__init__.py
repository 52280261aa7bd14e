"""The part of Keras 3 that exported layers use, on NumPy arrays."""
from . import layers, ops, random, saving
