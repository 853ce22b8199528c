import { power as raised, squared } from '../../numeric/special.ts';
import { renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { correlatedSamplesRisk } from './theory/correlated-samples.ts';
import { exponentialCorrelation } from './theory/exponential-correlation.ts';
import { isotropicExactExcessError, isotropicOptimalRidge, isotropicPeak, isotropicRisk } from './theory/isotropic.ts';
import { optimalRidge } from './theory/optimal-ridge.ts';
import { powerLawContinuum } from './theory/power-law.ts';
import { risk } from './theory/risk.ts';

interface Example {
  eta: Float64Array;
  power: Float64Array;
  noise: number;
}

/**
 * A power law with the source condition, r = 1/2: a problem with no symmetry that a formula could
 * hide behind.
 */
function powerLaw(modes: number): Example {
  const eta = Float64Array.from({ length: modes }, (_, k) => raised(k + 1, -1.5));
  return { eta, power: Float64Array.from({ length: modes }, (_, k) => raised(k + 1, -2.5)), noise: 0.1 };
}

/** Unit eigenvalues and a target of norm 1. */
function isotropic(modes: number, noise: number): Example {
  return { eta: new Float64Array(modes).fill(1), power: new Float64Array(modes).fill(1 / modes), noise };
}

export const limits: Limit[] = [
  {
    id: 'many-samples',
    title: 'With many samples the ridge is not renormalised: κ → λ, with (κ − λ)/λ → Df₁(λ)/P',
    ...closedForm('population ridge regression', 'atanasov2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (samples) => renormalizedRidge(powerLaw(400).eta, samples, 0.01) / 0.01 - 1,
  },
  {
    id: 'large-ridge',
    title: 'A large ridge is shifted by the input variance per sample: κ = λ + tr Σ/P + O(1/λ)',
    ...closedForm('the null model', 'atanasov2024'),
    ...fallingAs(2, [1e2, 1e3, 1e4]),
    deviation: (ridge) => {
      const { eta } = powerLaw(400);
      const trace = eta.reduce((sum, value) => sum + value, 0);
      return renormalizedRidge(eta, 100, ridge) / (ridge + trace / 100) - 1;
    },
  },
  {
    id: 'isotropic',
    title: 'With equal eigenvalues the fixed point is a quadratic equation, solved in closed form',
    ...closedForm('isotropic ridge regression', 'dobriban2015'),
    ...exactAt(0.5, 1, 2),
    deviation: (aspect, context) => {
      const settings = { dimension: 200, samples: 200 / aspect, ridge: 0.05, noise: 0.3 };
      const { kappa, gamma, oneMinusGamma, excessError, trainError } = isotropicRisk(aspect, 0.05, 1, 0.3);
      const biasSquared = squared(kappa / (1 + kappa));
      return farthest(context, settings, {
        excessError,
        testError: excessError + 0.3,
        gcv: excessError + 0.3,
        trainError,
        biasSquared,
        varianceData: (gamma / oneMinusGamma) * biasSquared,
        varianceNoise: (gamma / oneMinusGamma) * 0.3,
        renormalizedRidge: kappa,
      });
    },
  },
  {
    id: 'ridgeless-classical',
    title: 'Without a ridge and with P > D, the excess error tends to the exact finite-size σ² D/(P − D − 1)',
    ...closedForm('ordinary least squares', 'hastie2019'),
    ...fallingAs(1, [100, 400, 1600]),
    deviation: (modes) =>
      risk({ ...isotropic(modes, 0.5), samples: 2 * modes, ridge: 0 }).excessError /
        isotropicExactExcessError(modes, 2 * modes, 1, 0.5) -
      1,
  },
  {
    id: 'ridgeless-interpolation',
    title:
      'Without a ridge and with P < D, the excess error tends to the exact finite-size ‖w̄‖²(1 − P/D) + σ² P/(D − P − 1)',
    ...closedForm('the interpolation of least norm', 'hastie2019'),
    ...fallingAs(1, [100, 400, 1600]),
    deviation: (samples, context) => {
      const settings = { dimension: 2 * samples, samples, ridge: 0, noise: 0.5 };
      return farthest(context, settings, { excessError: isotropicExactExcessError(2 * samples, samples, 1, 0.5) });
    },
  },
  {
    id: 'shifted-tests',
    title:
      'With many samples test inputs of variances η′ see the bias Σ η′λ²w̄²/(η + λ)² and the variance σ²/P Σ ηη′/(η + λ)²',
    ...closedForm('population ridge regression under covariate shift', 'atanasov2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (samples, context) => {
      const [dimension, decay, ridge, noise] = [60, 1.5, 0.1, 0.2];
      const settings = { spectrum: 'power-law', testSpectrum: 'reversed', dimension, decay, ridge, noise, samples };
      let [bias, variance] = [0, 0];
      for (let k = 1; k <= dimension; k++) {
        const [eta, test] = [raised(k, -decay), raised(dimension + 1 - k, -decay)];
        bias += (test * squared(ridge / (eta + ridge))) / dimension;
        variance += (eta * test) / squared(eta + ridge);
      }
      return farthest(context, settings, { biasSquared: bias, varianceNoise: (noise / samples) * variance });
    },
  },
  {
    id: 'bayes-ridge',
    title: 'With equal target weights the optimal ridge is σ²/(P w̄²), whatever the spectrum',
    ...closedForm('the Bayes-optimal ridge', 'dobriban2015'),
    ...exactAt(50, 100, 200),
    deviation: (samples) => {
      const { eta } = powerLaw(200);
      const { ridge } = optimalRidge({ eta, power: eta.map((value) => value / 200), noise: 0.2, samples });
      // λ sits at a minimum that is flat to second order, so its digits are half of the error's:
      // compare the errors.
      const at = (lambda: number) =>
        risk({ eta, power: eta.map((value) => value / 200), noise: 0.2, samples, ridge: lambda }).excessError;
      return at(ridge) / at((0.2 * 200) / samples) - 1;
    },
  },
  {
    id: 'uncorrelated-samples',
    title: 'Samples of a small correlation ρ = 1/s are as good as independent ones, up to ρ²',
    ...closedForm('ridge regression on independent samples', 'atanasov2024correlated'),
    ...fallingAs(2, [10, 40, 160]),
    deviation: (inverse) => {
      const problem = { ...powerLaw(400), ridge: 0.01 };
      const correlated = correlatedSamplesRisk(problem, exponentialCorrelation(100, 1 / inverse));
      return correlated.excessError / risk({ ...problem, samples: 100 }).excessError - 1;
    },
  },
  {
    id: 'interpolation-of-a-time-series',
    title: 'Without a ridge and with fewer samples than modes, the fit does not depend on how samples are correlated',
    ...closedForm('ridgeless interpolation', 'atanasov2024correlated'),
    ...exactAt(0.1, 0.5, 0.9),
    deviation: (correlation) => {
      const problem = { ...powerLaw(400), ridge: 0 };
      const correlated = correlatedSamplesRisk(problem, exponentialCorrelation(100, correlation));
      return correlated.excessError / risk({ ...problem, samples: 100 }).excessError - 1;
    },
  },
  {
    id: 'isotropic-optimum',
    title: 'With equal eigenvalues the optimal ridge is (D/P) σ²/‖w̄‖²',
    ...closedForm('the optimal ridge of isotropic inputs', 'dobriban2015'),
    ...exactAt(0.5, 1, 2),
    deviation: (aspect) =>
      optimalRidge({ ...isotropic(200, 0.3), samples: 200 / aspect }).excessError /
        isotropicOptimalRidge(aspect, 1, 0.3).excessError -
      1,
  },
  {
    id: 'interpolation-peak',
    title: 'At samples = dimension and with a ridge 1/s → 0, the excess error grows as σ²/(2√λ)',
    ...closedForm('the peak of double descent', 'hastie2019'),
    ...fallingAs(0.5, [1e6, 1e8, 1e10]),
    deviation: (inverse) =>
      risk({ ...isotropic(200, 0.5), samples: 200, ridge: 1 / inverse }).excessError / isotropicPeak(1 / inverse, 0.5) -
      1,
  },
  {
    id: 'continuum',
    title:
      'Of a long power law without ridge or noise, E_g = α κ^(2r) Beta(2r, 2 − 2r)/α with κ = (C_α/P)^α, up to 1/P',
    ...closedForm('source and capacity scaling', 'atanasov2024'),
    ...fallingAs(1, [50, 200, 800]),
    deviation: (samples) => {
      const eta = Float64Array.from({ length: 100_000 }, (_, k) => raised(k + 1, -3));
      const power = Float64Array.from({ length: 100_000 }, (_, k) => raised(k + 1, -4));
      const { excessError } = risk({ eta, power, samples, ridge: 0, noise: 0 });
      return excessError / powerLawContinuum(3, 0.5, samples).excessError - 1;
    },
  },
];
