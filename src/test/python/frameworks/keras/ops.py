import numpy as np
from numpy import (
    abs,
    arccos,
    arccosh,
    arcsin,
    arcsinh,
    arctan,
    arctanh,
    ceil,
    clip,
    cos,
    cosh,
    exp,
    expm1,
    floor,
    log,
    log10,
    log1p,
    log2,
    maximum,
    minimum,
    round,
    sign,
    sin,
    sinh,
    split,
    sqrt,
    tan,
    tanh,
    where,
    shape,
)
from tensors import (
    elu,
    erf,
    gelu,
    leaky_relu,
    log_sigmoid,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    softplus,
    softsign,
    windows,
)


def _pool(reduce):
    # Keras on JAX goes wrong where strides are left out, so here they must be given
    def pool(x, window, strides):
        assert tuple(strides) == tuple(window), "strides are the window"
        dimensions = len(window)
        assert x.ndim == dimensions + 2, "batch, %d axes and channels" % dimensions
        return reduce(windows(x, window, 1), axis=tuple(range(dimensions)))

    return pool


max_pool, average_pool = _pool(np.max), _pool(np.mean)
