from tensors import erf, erfc, ndtr
