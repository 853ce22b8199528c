import { exp, log, power, squared } from '../../numeric/special.ts';
import { descentLoss, flowLoss, onePassRisk } from '../../regression/least-squares.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { curveSteps } from './problem.ts';
import { stationaryRisk } from './theory/stability.ts';
import { isotropicSteps, meanNoiseScale } from './theory/trade-off.ts';

/** Equal eigenvalues at a constant rate. */
const isotropic = { spectrum: 'isotropic', rate: 0.05, dimension: 10 };
const decayOf = (batch: number) => {
  const { rate, dimension } = isotropic;
  return squared(1 - rate) + (rate * rate * (dimension + 1)) / batch;
};

/** Eigenvalues 1/k at a constant rate, and errors e² that are all alike, with Σ λe² = 1. */
const powerLaw = { spectrum: 'power-law', decay: 1, dimension: 6 };
const lambda = Float64Array.from({ length: 6 }, (_, k) => 1 / (k + 1));
const error = Math.sqrt(1 / lambda.reduce((sum, l) => sum + l, 0));
const errors = lambda.map(() => error);

export const limits: Limit[] = [
  {
    id: 'isotropic',
    title: 'With equal eigenvalues the risk falls to its floor by one factor a step, and B_simple = B_noise',
    ...closedForm('S_∞ + (1 − S_∞)[(1 − η)² + η²(d + 1)/B]^k and d + 1 + dσ²/S', 'mccandlish2018'),
    ...exactAt(1, 8, 64),
    deviation: (batch, context) => {
      const { rate, dimension: d } = isotropic;
      const [noise, steps, r] = [0.1, 40, decayOf(batch)];
      const floor = (rate * rate * d * noise) / batch / (1 - r);
      const excessRisk = Float64Array.from(curveSteps(steps), (k) => floor + (1 - floor) * power(r, k));
      const scale = excessRisk.map((risk) => d + 1 + (d * noise) / risk);
      const expected = { excessRisk, simpleNoiseScale: scale, noiseScale: scale };
      return farthest(context, { ...isotropic, batch, noise, steps }, expected);
    },
  },
  {
    id: 'noiseless-steps',
    title: 'Without label noise the steps to the target are ln(1/S*) over the log of that factor',
    ...closedForm('ln(1/S*)/(−ln r)', 'paquette2021'),
    ...exactAt(1, 8, 64),
    deviation: (batch, context) => {
      const [noise, targetRisk] = [0, 0.07];
      const steps = log(targetRisk) / log(decayOf(batch));
      const expected = { stepsToTarget: steps, examplesToTarget: batch * steps };
      return farthest(context, { ...isotropic, batch, noise, targetRisk }, expected);
    },
  },
  {
    id: 'gradient-flow',
    title: 'At small rates the risk is that of gradient flow at t = ηk',
    ...closedForm('Σ λe²e^(−2λt)', 'paquette2021'),
    ...fallingAs(1, [200, 400, 800]),
    deviation: (inverse, context) => {
      const [rate, steps] = [1 / inverse, 2 * inverse];
      const excessRisk = Float64Array.from(curveSteps(steps), (k) => 2 * flowLoss(lambda, errors, rate * k));
      return farthest(context, { ...powerLaw, rate, steps, batch: 1 }, { excessRisk });
    },
  },
  {
    id: 'full-batch',
    title: 'With large batches the risk is that of gradient descent',
    ...closedForm('Σ λe²(1 − ηλ)^(2k)', 'paquette2021'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (batch, context) => {
      const [rate, steps] = [0.7, 10];
      const excessRisk = Float64Array.from(curveSteps(steps), (k) => 2 * descentLoss(lambda, errors, rate, k));
      return farthest(context, { ...powerLaw, rate, steps, batch }, { excessRisk });
    },
  },
  {
    id: 'without-momentum',
    title: 'Without momentum the moments are those of plain SGD, computed apart',
    ...closedForm("Wick's theorem for one mode at a time", 'paquette2021'),
    ...exactAt(1, 4, 16),
    deviation: (batch, context) => {
      const [rate, steps, noise] = [0.2, 100, 0.1];
      const sgd = { lambda, eta: rate, batch, sigma: Math.sqrt(noise) };
      const excessRisk = onePassRisk(sgd, errors, curveSteps(steps));
      return farthest(
        context,
        { ...powerLaw, rate, steps, batch, noise, optimiser: 'heavy-ball', momentum: 0 },
        { excessRisk },
      );
    },
  },
  {
    id: 'momentum-rescales',
    title: 'At small rates momentum β is no more than a rate larger by 1/(1 − β)',
    ...closedForm('SGD at η/(1 − β)', 'wang2023'),
    ...fallingAs(1, [200, 400, 800]),
    deviation: async (inverse, context) => {
      const at = { ...powerLaw, batch: 2, steps: inverse };
      const expected = await context.predicted('excessRisk', { ...at, rate: 1 / inverse });
      const momentum = { optimiser: 'heavy-ball', momentum: 0.5, rate: 0.5 / inverse };
      return farthest(context, { ...at, ...momentum }, { excessRisk: expected });
    },
  },
  {
    id: 'stationary',
    title: 'In the end the risk is the floor σ²q/(1 − q), with momentum as without',
    ...closedForm('σ²q/(1 − q)', 'paquette2021'),
    ...exactAt(2, 4, 16),
    deviation: async (B, { predicted }) => {
      const [eta, beta, sigma2] = [0.1, 0.6, 0.1];
      const setting = { optimiser: 'heavy-ball', momentum: beta, rate: eta, batch: B, noise: sigma2, steps: 3000 };
      const risk = (await predicted('excessRisk', { ...powerLaw, ...setting })) as Float64Array;
      return risk[risk.length - 1] / stationaryRisk({ lambda, sigma2, B, eta, beta }) - 1;
    },
  },
  {
    id: 'square-root-rule',
    title: 'Adam in the noise: at rates as √B the risk depends on the number of examples alone',
    ...closedForm('the diffusion in units of examples', 'malladi2022'),
    ...exactAt(4, 16, 64),
    deviation: async (batch, { predicted }) => {
      const [noise, rate, examples] = [100, 0.001, 1024];
      const setting = { ...powerLaw, rule: 'square-root', optimiser: 'adam', noise, rate };
      const ends = [1, batch].map(async (B) => {
        const risk = (await predicted('excessRisk', { ...setting, batch: B, steps: examples / B })) as Float64Array;
        return risk[risk.length - 1];
      });
      const [one, many] = await Promise.all(ends);
      return many / one - 1;
    },
  },
  {
    id: 'sign-descent',
    title: 'The sign of equal modes: one exponential, by the slope of the error function at 0',
    ...closedForm('S_∞ + (1 − S_∞)e^(−2ck), c = η√(2B/π)/σ', 'li2024'),
    ...exactAt(1, 4, 16),
    deviation: (batch, context) => {
      const [d, noise, rate, steps] = [10, 100, 0.01, 200];
      const c = rate * Math.sqrt((2 * batch) / (Math.PI * noise));
      const floor = (d * squared(rate)) / (2 * c);
      const excessRisk = Float64Array.from(curveSteps(steps), (k) => floor + (1 - floor) * exp(-2 * c * k));
      return farthest(context, { ...isotropic, rate, optimiser: 'sign', batch, noise, steps }, { excessRisk });
    },
  },
  {
    id: 'critical-batch',
    title: 'At small shares of the best step, E_min/S_min is the mean of the noise scale over ln S',
    ...closedForm('d + 1 + dσ²(1/ρ − 1)/ln(1/ρ)', 'mccandlish2018'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: (inverse) => {
      const setting = { d: 12, sigma2: 0.09, share: 1 / inverse };
      const [rho, one, many] = [0.05, 1, 1e9];
      const [slow, fast] = [one, many].map((B) => isotropicSteps({ ...setting, B }, 1, rho));
      return (slow - fast) / fast / meanNoiseScale(setting.d, setting.sigma2, rho) - 1;
    },
  },
];
