from numpy import abs, arcsinh, arctan, clip, cos, exp, expm1, sign, sin, split, sqrt, tanh, where
