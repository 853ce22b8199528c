"""The Monte Carlo of `orrery run random-features` at its defaults (or with activation=relu, tanh), as one would write it with NumPy and SciPy. Prints the best time of several passes."""
import sys, time
import numpy as np
from scipy.linalg import cho_solve, cholesky, lapack

D, P, RIDGE, NOISE = 150, 200, 1e-2, 0.1
SETS, DRAWS, TARGETS, NOISES, POINTS = 3, 3, 8, 8, 1000
FEATURES = [int(round(n)) for n in np.geomspace(30, 1500, 18)]


def fit(Phi, Y):
    P, N = Phi.shape
    if P <= N:
        G = Phi @ Phi.T / P  # NumPy calls syrk for this
        G.flat[:: P + 1] += RIDGE
        L = cholesky(G, lower=True, overwrite_a=True, check_finite=False)
        A = cho_solve((L, True), Y, check_finite=False)
        V = Phi.T @ A / P
        inverse, _ = lapack.dtrtri(L, lower=1)
        trace = np.sum(inverse**2)
        mean = np.mean(A**2, axis=0)
        return V, RIDGE**2 * mean, mean * (P / trace) ** 2, P / trace, N - P + RIDGE * trace
    S = Phi.T @ Phi / P
    S.flat[:: N + 1] += RIDGE
    L = cholesky(S, lower=True, overwrite_a=True, check_finite=False)
    V = cho_solve((L, True), Phi.T @ Y / P, check_finite=False)
    inverse, _ = lapack.dtrtri(L, lower=1)
    left = RIDGE * np.sum(inverse**2)
    unused = (P - N + left) / P
    train = np.mean((Y - Phi @ V) ** 2, axis=0)
    return V, train, train / unused**2, RIDGE / unused, left


def features(X, F, activation):
    if activation == "linear":
        return X @ F
    Z = X @ F
    Z = np.tanh(Z, out=Z) if activation == "tanh" else np.maximum(Z, 0, out=Z) - 1 / np.sqrt(2 * np.pi)
    return np.multiply(Z, 1 / np.sqrt(F.shape[1]), out=Z)


def of_labels(errors):
    return errors[:TARGETS].mean() + NOISE * errors[TARGETS:].mean()


def trial(rng, N, activation):
    nonlinear = activation != "linear"
    W = rng.choice([-1.0, 1.0], (D, TARGETS)) / np.sqrt(D)
    sets = []
    for _ in range(SETS):
        X = rng.standard_normal((P, D))
        sets.append((X, np.hstack([X @ W, rng.standard_normal((P, NOISES))])))
    test = rng.standard_normal((POINTS, D)) if nonlinear else None
    functions = np.empty((SETS, DRAWS, POINTS if nonlinear else D, TARGETS + NOISES))
    scalars = []
    for m in range(DRAWS):
        F = rng.standard_normal((D, N)) / np.sqrt(D if nonlinear else N)
        tested = features(test, F, activation) if nonlinear else None
        for a, (X, Y) in enumerate(sets):
            V, train, gcv, kappa, left = fit(features(X, F, activation), Y)
            functions[a, m] = tested @ V / np.sqrt(POINTS) if nonlinear else F @ V
            functions[a, m, :, :TARGETS] -= test @ W / np.sqrt(POINTS) if nonlinear else W
            scalars.append((of_labels(train), of_labels(gcv), kappa, kappa * N / left))
    flat = functions.reshape(SETS * DRAWS, -1, TARGETS + NOISES)
    products = np.empty((SETS * DRAWS, SETS * DRAWS, 2))
    for i in range(len(flat)):
        for j in range(i, len(flat)):
            sums = np.einsum("kc,kc->c", flat[i], flat[j])
            products[i, j] = products[j, i] = sums[:TARGETS].mean(), sums[TARGETS:].mean()
    a, m = np.divmod(np.arange(SETS * DRAWS), DRAWS)
    data, feat = a[:, None] == a, m[:, None] == m
    total, x, f, b = (products[k].mean(axis=0) for k in (data & feat, data & ~feat, ~data & feat, ~data & ~feat))
    excess = total[0] + NOISE * total[1]
    parts = (b[0], x[0] - b[0], f[0] - b[0], total[0] - x[0] - f[0] + b[0], NOISE * x[1], NOISE * (total[1] - x[1]))
    return excess + NOISE, excess, *parts, *np.mean(scalars, axis=0)


trials, passes, activation = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
best = np.inf
for index in range(passes):
    start = time.perf_counter()
    means = []
    for N in FEATURES:
        means.append(np.mean([trial(np.random.default_rng([index, N, t]), N, activation) for t in range(trials)], axis=0))
    best = min(best, time.perf_counter() - start)
print(best)
if len(sys.argv) > 4:
    for N, mean in zip(FEATURES, means):
        print(N, " ".join(f"{value:.4g}" for value in mean))
