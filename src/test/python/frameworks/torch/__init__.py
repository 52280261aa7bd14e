"""The part of torch that exported modules use, on NumPy arrays."""
from numpy import abs, arcsinh, arctan, clip as clamp, cos, exp, expm1, sign, sin, sqrt, tanh, where
from tensors import erf, sigmoid
