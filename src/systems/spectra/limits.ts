import { whiteWishart } from '../../random-matrices/marchenko-pastur.ts';
import { renormalizedRidge as kappaOf } from '../../random-matrices/renormalized-ridge.ts';
import { sampleSpectrum } from '../../random-matrices/sample-spectrum.ts';
import type { Limit } from '../contract.ts';
import { isotropicRisk } from '../ridge/theory/isotropic.ts';
import { closedForm, exactAt, fallingAs, otherSystem } from '../shared/limits.ts';
import { ellipticalStieltjes } from './theory/elliptical-rows.ts';
import { johnstoneScaling } from './theory/outermost-eigenvalues.ts';

const flat = (dimension: number) => new Float64Array(dimension).fill(1);
const twoBlocks = Float64Array.from({ length: 200 }, (_, k) => (k < 120 ? 1 : 8));
const powerLaw = Float64Array.from({ length: 200 }, (_, k) => (k + 1) ** -0.5);

export const limits: Limit[] = [
  {
    id: 'white',
    title: 'With equal eigenvalues and one factor the density is the Marchenko–Pastur law',
    ...closedForm('the Marchenko–Pastur law', 'marchenko1967'),
    ...exactAt(0.3, 1, 3),
    deviation: (q) => {
      const [law, closed] = [sampleSpectrum(flat(300), 300 / q), whiteWishart(q)];
      const [low, high] = closed.edges;
      const apart = [0.02, 0.2, 0.5, 0.8, 0.98].map((share) => {
        const x = low + share * (high - low);
        return Math.abs(law.density(x) / closed.density(x) - 1);
      });
      return Math.max(...apart);
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
    deviation: (dimension) => {
      const samples = 2 * dimension;
      const law = sampleSpectrum(flat(dimension), samples);
      const { centre, scale } = johnstoneScaling(samples, dimension);
      return Math.max(
        Math.abs((samples * law.edges[1]) / centre - 1),
        Math.abs((samples * law.edgeWidth(1)!) / scale - 1),
      );
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
  {
    id: 'round-rows',
    title: 'Elliptical rows of small spread 1/s have the Gaussian Stieltjes transform',
    ...closedForm('the Marchenko–Pastur law', 'elkaroui2009'),
    ...fallingAs(2, [10, 100, 1000]),
    deviation: (inverse) =>
      ellipticalStieltjes(0.75, 0.1, [1 - 1 / inverse, 1 + 1 / inverse], [0.5, 0.5]) /
        whiteWishart(0.75).stieltjes(0.1) -
      1,
  },
];

/**
 * The density of the squared singular values of two square Gaussian matrices' product, 0 < x <
 * 27/4. Source: 1103.3453, P_2.
 */
function fussCatalan2(x: number): number {
  const root = 27 + 3 * Math.sqrt(81 - 12 * x);
  const [third, twoThirds] = [Math.cbrt(root), Math.cbrt(root) ** 2];
  const front = (Math.cbrt(2) * Math.sqrt(3)) / (12 * Math.PI);
  return (front * (Math.cbrt(2) * twoThirds - 6 * Math.cbrt(x))) / (Math.cbrt(x) ** 2 * third);
}
