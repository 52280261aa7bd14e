from tensors import erf
