"""Mean and standard deviation of the largest of nine normals, chunk by chunk in float32 as one
writes it to save memory and time: numpy_max.py SAMPLES."""
import sys

import numpy as np

samples = int(float(sys.argv[1]))
chunk = min(10**6, samples)
random = np.random.default_rng(1)
total = squares = 0.0
for _ in range(samples // chunk):
    y = random.standard_normal((9, chunk), dtype=np.float32).max(axis=0)
    total += float(y.sum(dtype=np.float64))
    squares += float(np.square(y).sum(dtype=np.float64))
n = samples // chunk * chunk
mean = total / n
print(mean, (squares / n - mean * mean) ** 0.5)
