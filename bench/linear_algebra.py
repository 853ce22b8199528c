"""NumPy and SciPy on Debian's OpenBLAS: the best time of several passes, in seconds, for the name given."""
import sys
import numpy as np
from timing import least

name, passes = sys.argv[1], int(sys.argv[2])
rng = np.random.default_rng(0)
if name == "gemm":
    a, b = rng.standard_normal((512, 512)), rng.standard_normal((512, 512))
    work = lambda: a @ b
else:
    a = rng.standard_normal((500, 500))
    a = a + a.T
    work = lambda: np.linalg.eigh(a)
print(least(work, passes))
