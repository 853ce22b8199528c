"""How far the stopping rules of four published kappa solvers (one in two versions) carry, over the 336 cases of reference/kappa.json.

The last two are no one's publication but what one writes first. Each solver's root-finder, unknown, start or bracket, tolerance and treatment of the result are those of the named file; the code here
is our own. They were written for one paper's range of spectra, samples and ridges, in which they are fine. To their advantage: float64
throughout (two of them run in JAX's default float32). Counted as off: a returned kappa more than 1e-3 from the true one, relative (where
the true one is 0: more than 1e-3 of the smallest eigenvalue), or not a number. A case counts as silent when no exception and no
warning came with it. Run: python3 bench/kappa-solvers.py (NumPy, SciPy)
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import optimize


def eigenvalues(spec):
    if spec["type"] == "isotropic":
        return np.full(spec["D"], float(spec["value"]))
    if spec["type"] == "powerlaw":
        return np.arange(1, spec["D"] + 1, dtype=float) ** -spec["alpha"]
    if spec["type"] == "exp":
        return np.exp(-spec["rate"] * np.arange(spec["D"]))
    return np.repeat(np.array(spec["values"], dtype=float), spec["mult"])


def eigenlearning(eta, P, lam):
    """james-simon/eigenlearning, theory.py at commit 2fe0f3e, find_kappa: bisection in kappa on [0, 1e10] with SciPy's default
    tolerances (absolute 2e-12), kappa + 1e-14 in the ridge's denominator."""
    return optimize.bisect(lambda k: (eta / (eta + k)).sum() + P * lam / (k + 1e-14) - P, 0, 1e10)


def eigenlearning_log(eta, P, lam):
    """The same function at commit 1e6f271: fsolve in log kappa, default xtol 1.5e-8, from the P-th eigenvalue or the ridge."""
    ridge = P * lam
    start = max(ridge / P, np.sort(eta)[::-1][min(round(P), len(eta) - 1)])

    def excess(u):
        return (eta / (eta + np.exp(u))).sum() + ridge / np.exp(u) - P

    return np.exp(optimize.fsolve(excess, np.log(start))).item()


def random_features_predictor(eta, P, lam):
    """berfinsimsek/random-features-predictor, utils.py, find_eff_reg: fsolve in kappa from 0.01; a negative root becomes 0."""

    def excess(z):
        return P * (1 - lam / z) - (eta / (eta + z)).sum()

    root = optimize.fsolve(excess, 0.01).item()
    return root if root > 0 else 0.0


def more_is_better(eta, P, lam):
    """dkarkada/more-is-better, theory.py, calc_kappa: jaxopt.Bisection in kappa on [1e-15, 1e10], at most 200 halvings, done when
    the equation's two sides differ by less than jaxopt's default 1e-5, bracket unchecked (google/jaxopt, jaxopt/_src/bisection.py)."""

    def excess(kappa):
        return (eta / (eta + kappa)).sum() + P * lam / kappa - P

    low, high = 1e-15, 1e10
    at_low, at_high = excess(low), excess(high)
    sign = 1 if at_low < 0 <= at_high else -1 if at_low > 0 >= at_high else 0
    for _ in range(200):
        kappa = (low + high) / 2
        value = excess(kappa)
        if sign * value > 0:
            high = kappa
        else:
            low = kappa
        if abs(value) <= 1e-5:
            break
    return kappa


def snap(eta, P, lam):
    """chung-neuroai-lab/SNAP, snap/regression_utils.py, solve_kappa_gamma: Newton with second derivative (Halley) in P kappa from
    lambda + tr, absolute xtol 1e-12, at most 200 steps; the flag of convergence is not read."""

    def f(k, order=0):
        a = abs(k)
        d = P * eta + a
        if order == 0:
            return a - P * lam - a * (eta / d).sum()
        s = np.sign(k)
        if order == 1:
            return s * (1 - (P * eta**2 / d**2).sum())
        return (2 * P * eta**2 / d**3).sum()

    root = optimize.root_scalar(
        f, fprime=lambda k: f(k, 1), fprime2=lambda k: f(k, 2), x0=lam + eta.sum(), method="newton", xtol=1e-12, maxiter=200
    ).root
    return abs(np.nan_to_num(root)) / P


def brentq_default(eta, P, lam):
    """A textbook recipe: SciPy's brentq with its default tolerances (absolute 2e-12) on lambda .. lambda + tr/P."""
    return optimize.brentq(lambda k: k * (1 - (eta / (eta + k)).sum() / P) - lam, max(lam, 1e-15), lam + eta.sum() / P + 1e-15)


def fixed_point(eta, P, lam):
    """A textbook recipe: kappa <- lambda + kappa Df1/P from lambda + tr/P until a step is below 1e-10, at most 10 000 steps."""
    kappa = lam + eta.sum() / P
    for _ in range(10_000):
        next_kappa = lam + kappa * (eta / (eta + kappa)).sum() / P
        if abs(next_kappa - kappa) < 1e-10:
            return next_kappa
        kappa = next_kappa
    return kappa


def main():
    table = json.loads((pathlib.Path(__file__).parent.parent / "reference" / "kappa.json").read_text())
    spectra = {name: eigenvalues(spec) for name, spec in table["spectra"].items()}
    solvers = [eigenlearning, eigenlearning_log, random_features_predictor, more_is_better, snap, brentq_default, fixed_point]
    print("| solver | cases | right to 1e-3 | off, silently | off, with a warning | exception |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    by_kind = []
    for solver in solvers:
        counts = {"right": 0, "silent": 0, "warned": 0, "raised": 0}
        kinds = {"kappa = 0 (ridge 0, samples >= rank)": 0, "ridge 0 otherwise": 0, "ridge 1e-12 or 1e-6": 0, "larger ridge": 0}
        worst = 0.0
        for case in table["cases"]:
            eta = spectra[case["spectrum"]]
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                try:
                    kappa = solver(eta, case["P"], case["lam"])
                except Exception:
                    counts["raised"] += 1
                    continue
            scale = case["kappa"] if case["kappa"] > 0 else eta.min()
            error = abs(kappa - case["kappa"]) / scale
            if error <= 1e-3:
                counts["right"] += 1
            elif caught:
                counts["warned"] += 1
            else:
                counts["silent"] += 1
                worst = max(worst, error)
                if case["kappa"] == 0:
                    kind = "kappa = 0 (ridge 0, samples >= rank)"
                elif case["lam"] == 0:
                    kind = "ridge 0 otherwise"
                else:
                    kind = "ridge 1e-12 or 1e-6" if case["lam"] < 1e-5 else "larger ridge"
                kinds[kind] += 1
        print(f"| {solver.__name__} | {len(table['cases'])} | {counts['right']} | {counts['silent']} | {counts['warned']} | {counts['raised']} |")
        by_kind.append(f"{solver.__name__}: silently off at " + ", ".join(f"{k}: {v}" for k, v in kinds.items()) + f"; worst relative error {worst:.1e}")
    print()
    print("\n".join(by_kind))


main()
