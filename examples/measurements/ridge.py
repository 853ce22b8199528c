"""Ridge regression on Gaussian inputs: a row for each training set, to ridge.csv."""

import csv

import numpy as np

DIMENSION, RIDGE, NOISE, SEEDS = 300, 0.1, 0.1, 24

with open("ridge.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["n_train", "seed", "test_error", "train_error"])
    for samples in [60, 100, 170, 280, 450, 750, 1200]:
        for seed in range(SEEDS):
            random = np.random.default_rng([samples, seed])
            target = random.standard_normal(DIMENSION)
            target /= np.linalg.norm(target)
            x = random.standard_normal((samples, DIMENSION))
            y = x @ target + np.sqrt(NOISE) * random.standard_normal(samples)
            weights = np.linalg.solve(x.T @ x / samples + RIDGE * np.eye(DIMENSION), x.T @ y / samples)
            test = np.sum((weights - target) ** 2) + NOISE  # exact for Gaussian test inputs
            train = np.mean((y - x @ weights) ** 2)
            writer.writerow([samples, seed, f"{test:.5f}", f"{train:.5f}"])
