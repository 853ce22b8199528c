"""The Monte Carlo of `orrery run ridge` at its defaults, as one would write it with NumPy and SciPy. Prints the best time of several passes."""
import sys, time
import numpy as np
from scipy.linalg import cho_solve, cholesky, lapack

D, RIDGE, NOISE = 300, 1e-2, 0.1
SAMPLES = [int(round(p)) for p in np.geomspace(40, 1600, 24)]


def fit(rng, P, w):
    X = rng.standard_normal((P, D))
    noise = np.sqrt(NOISE) * rng.standard_normal(P)
    Y = np.stack([X @ w + noise, noise], axis=1)
    if P <= D:
        G = X @ X.T / P  # NumPy calls syrk for this
        G.flat[:: P + 1] += RIDGE
        L = cholesky(G, lower=True, overwrite_a=True, check_finite=False)
        A = cho_solve((L, True), Y, check_finite=False)
        W = X.T @ A / P
        inverse, _ = lapack.dtrtri(L, lower=1)
        mean_inverse = np.sum(inverse**2) / P
        train = RIDGE**2 * np.sum(A[:, 0] ** 2) / P
        return W, train, 1 / mean_inverse, np.sum(A[:, 0] ** 2) / P / mean_inverse**2
    S = X.T @ X / P
    S.flat[:: D + 1] += RIDGE
    L = cholesky(S, lower=True, overwrite_a=True, check_finite=False)
    W = cho_solve((L, True), X.T @ Y / P, check_finite=False)
    inverse, _ = lapack.dtrtri(L, lower=1)
    train = np.sum((Y[:, 0] - X @ W[:, 0]) ** 2) / P
    unused = (P - D + RIDGE * np.sum(inverse**2)) / P
    return W, train, RIDGE / unused, train / unused**2


def trial(rng, P, w):
    (W1, *rest1), (W2, *rest2) = fit(rng, P, w), fit(rng, P, w)
    s1, s2 = W1[:, 0] - W1[:, 1] - w, W2[:, 0] - W2[:, 1] - w
    excess = (np.sum((W1[:, 0] - w) ** 2) + np.sum((W2[:, 0] - w) ** 2)) / 2
    bias = s1 @ s2
    return excess + NOISE, excess, bias, (s1 @ s1 + s2 @ s2) / 2 - bias, (np.sum(W1[:, 1] ** 2) + np.sum(W2[:, 1] ** 2)) / 2, *rest1


trials, passes = int(sys.argv[1]), int(sys.argv[2])
w = np.full(D, 1 / np.sqrt(D))
best = np.inf
for index in range(passes):
    start = time.perf_counter()
    for P in SAMPLES:
        np.mean([trial(np.random.default_rng([index, P, t]), P, w) for t in range(trials)], axis=0)
    best = min(best, time.perf_counter() - start)
print(best)
