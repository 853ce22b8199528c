import { arccos } from '../../numeric/arc.ts';
import { gaussLegendre } from '../../numeric/quadrature.ts';
import { cbrt, cos, log, log10, power, sin, squared } from '../../numeric/special.ts';
import { whiteWishart } from '../../random-matrices/marchenko-pastur.ts';
import { renormalizedRidge as kappaOf } from '../../random-matrices/renormalized-ridge.ts';
import { sampleSpectrum } from '../../random-matrices/sample-spectrum.ts';
import { tracyWidomCdf, tracyWidomMoments } from '../../random-matrices/tracy-widom.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { isotropicRisk } from '../ridge/theory/isotropic.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { johnstoneScaling } from './theory/outermost-eigenvalues.ts';

const flat = (dimension: number) => new Float64Array(dimension).fill(1);
const twoBlocks = Float64Array.from({ length: 200 }, (_, k) => (k < 120 ? 1 : 8));
const powerLaw = Float64Array.from({ length: 200 }, (_, k) => power(k + 1, -0.5));

export const limits: Limit[] = [
  {
    id: 'white',
    title: 'With equal eigenvalues and one factor the density is the Marchenko–Pastur law',
    ...closedForm('the Marchenko–Pastur law', 'marchenko1967'),
    ...exactAt(0.3, 0.6, 3),
    deviation: async (q, context) => {
      const settings = { samples: 300 / q, dimension: 300, ridge: 0.1, bins: 20 };
      const { atom, edges, stieltjes, moments } = whiteWishart(q);
      const logs = edges.map(log10);
      return farthest(context, settings, {
        stieltjes: stieltjes(0.1),
        firstMoment: moments[0],
        secondMoment: moments[1],
        ...(atom > 0 && { atom }),
        ...(await histograms(context, settings, q, [
          ['density', edges, (x) => x],
          ['logDensity', logs, (u) => power(10, u)],
        ])),
      });
    },
  },
  {
    id: 'many-samples',
    title: 'With many samples the sample spectrum is the population spectrum',
    ...closedForm('the population spectrum', 'marchenko1967'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (samples) => {
      const population = powerLaw.reduce((sum, eta) => sum + 1 / (eta + 0.1), 0) / powerLaw.length;
      return sampleSpectrum(powerLaw, samples).stieltjes(0.1) / population - 1;
    },
  },
  {
    id: 'wide-factor',
    title: 'A wide factor multiplies by the identity: the product has one factor less',
    ...closedForm('the sample covariance without it', 'atanasov2024'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (width) =>
      sampleSpectrum(twoBlocks, [1600, width]).density(7) / sampleSpectrum(twoBlocks, 1600).density(7) - 1,
  },
  {
    id: 'fuss-catalan',
    title: 'The product of two square factors has the Fuss–Catalan density of order 2',
    ...closedForm('the Fuss–Catalan law', 'penson2011'),
    ...exactAt(0.1, 1, 6),
    deviation: (x) => sampleSpectrum(flat(100), [100, 100]).density(x) / fussCatalan2(x) - 1,
  },
  {
    id: 'edge-scaling',
    title: 'The edge and the width of its fluctuations tend to the centring and scaling of Johnstone',
    ...closedForm('the Tracy–Widom centring of white Wishart matrices', 'johnstone2001'),
    ...fallingAs(1, [100, 400, 1600]),
    deviation: (dimension, context) => {
      const samples = 2 * dimension;
      const { centre, scale } = johnstoneScaling(samples, dimension);
      const { mean } = tracyWidomMoments[1];
      // At the lower edge the same with the sign of √D reversed, and the law mirrored.
      const [a, b] = [Math.sqrt(samples - 0.5), Math.sqrt(dimension - 0.5)];
      const lower = squared(a - b) - (a - b) * cbrt(1 / b - 1 / a) * mean;
      return farthest(
        context,
        { samples, dimension },
        { largest: (centre + scale * mean) / samples, smallest: lower / samples },
      );
    },
  },
  {
    id: 'tracy-widom',
    title: 'The histogram of the largest eigenvalue holds what the Tracy–Widom law has between −4 and 2',
    ...closedForm('the Tracy–Widom distribution', 'bornemann2010'),
    ...exactAt(100, 200, 300),
    deviation: async (draws, { predicted }) => {
      const bars = (await predicted('largestDensity', { samples: 120, dimension: 60, draws })) as Float64Array;
      const weight = bars.reduce((sum, bar) => sum + (bar * 6) / bars.length, 0);
      return weight / (tracyWidomCdf(2) - tracyWidomCdf(-4)) - 1;
    },
  },
  {
    id: 'determinant',
    title: 'The mean logarithm tends to that of a product of χ² variables, which a Wishart determinant is',
    ...closedForm('Bartlett’s decomposition', 'bai2004'),
    ...fallingAs(2, [40, 80, 160]),
    deviation: (dimension, context) => {
      const samples = 2 * dimension;
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += digamma((samples - k) / 2) + log(2 / samples);
      return farthest(context, { samples, dimension }, { meanLog: sum / dimension });
    },
  },
  {
    id: 'ridge',
    title: 'The Stieltjes transform at minus a ridge is that of the renormalised ridge: m(−λ) = tr (Σ + κ)⁻¹ κ/(λD)',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.01, 0.3, 5),
    deviation: (ridge) => {
      const isotropic = isotropicRisk(0.5, ridge, 1, 0).stieltjes!;
      const kappa = kappaOf(powerLaw, 120, ridge);
      const structured = powerLaw.reduce((sum, eta) => sum + kappa / (eta + kappa), 0) / (ridge * powerLaw.length);
      return Math.max(
        Math.abs(sampleSpectrum(flat(100), 200).stieltjes(ridge) / isotropic - 1),
        Math.abs(sampleSpectrum(powerLaw, 120).stieltjes(ridge) / structured - 1),
      );
    },
  },
];

/**
 * The density of the squared singular values of two square Gaussian matrices' product, 0 < x <
 * 27/4. Source: 1103.3453, P_2.
 */
function fussCatalan2(x: number): number {
  const root = 27 + 3 * Math.sqrt(81 - 12 * x);
  const [third, twoThirds] = [cbrt(root), squared(cbrt(root))];
  const front = (cbrt(2) * Math.sqrt(3)) / (12 * Math.PI);
  return (front * (cbrt(2) * twoThirds - 6 * cbrt(x))) / (squared(cbrt(x)) * third);
}

/** d ln Γ/dx for x above 0: from x above 10 by the asymptotic series, to 1e-14. */
function digamma(x: number): number {
  if (x < 10) return digamma(x + 1) - 1 / x;
  const u = 1 / (x * x);
  return log(x) - 1 / (2 * x) - u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u / 132))));
}

/**
 * What the Marchenko–Pastur law has in each bin of `[name, ends of the bulk, eigenvalue at u]`, per
 * unit of u, and 0 outside. With u = middle − half·cos θ the square roots
 * at the edges are smooth.
 */
async function histograms(
  { predicted }: LimitContext,
  settings: { bins: number },
  q: number,
  axes: [string, number[], (u: number) => number][],
): Promise<Record<string, Float64Array>> {
  const law = whiteWishart(q);
  const { nodes, weights } = gaussLegendre(40);
  const found: Record<string, Float64Array> = {};
  for (const [name, [low, high], eigenvalue] of axes) {
    const [middle, half] = [(low + high) / 2, (high - low) / 2];
    const angle = (i: number) => arccos(1 - (2 * i) / settings.bins);
    const inside = Array.from({ length: settings.bins }, (_, i) => {
      const [from, to] = [angle(i), angle(i + 1)];
      const sum = nodes.reduce((sum, node, j) => {
        const theta = (from + to) / 2 + ((to - from) / 2) * node;
        const u = middle - half * cos(theta);
        // dx/du is 1, or x ln 10 where u is a logarithm.
        const slope = eigenvalue(1) === 10 ? eigenvalue(u) * Math.LN10 : 1;
        return sum + weights[j] * law.density(eigenvalue(u)) * slope * half * sin(theta);
      }, 0);
      return (sum * (to - from)) / 2 / ((high - low) / settings.bins);
    });
    const bars = (await predicted(name, settings)) as Float64Array;
    const first = bars.findIndex((bar) => bar > 0);
    found[name] = bars.map((_, i) => inside[i - first] ?? 0);
  }
  return found;
}
