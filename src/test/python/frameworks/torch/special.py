from tensors import ndtr
