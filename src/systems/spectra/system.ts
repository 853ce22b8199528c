import { defineSystem } from '../contract.ts';
import { resolution, runTrial } from './experiment.ts';
import { STEEPEST } from './largest-eigenvalue.ts';
import { limits } from './limits.ts';
import { parameters, type SpectraObservable, type SpectraParameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

export const spectra = defineSystem<typeof parameters, SpectraObservable>({
  id: 'spectra',
  title: 'Spectra of sample covariances',
  strand: 'solvable settings',
  question: 'What are the eigenvalues of a covariance estimated from P samples?',
  sources,
  parameters,
  sweep: {},
  coordinates: {
    eigenvalue: { label: 'eigenvalue', symbol: 'x', unit: 'input²', scale: 'linear' },
    fluctuation: { label: 'largest eigenvalue, standardised', symbol: 'ξ', scale: 'linear' },
    logEigenvalue: { label: 'eigenvalue, in decades', symbol: 'log₁₀ x', scale: 'linear' },
  },
  observables: {
    density: {
      label: 'spectral density',
      symbol: 'ρ(x)',
      description: 'share of the eigenvalues in each bin, per unit of eigenvalue; the theory is averaged over the bin',
      scale: 'linear',
      over: 'eigenvalue',
      mark: 'bars',
      floor: (p) => edgeFloor(p, makeProblem(p).bins.width),
    },
    logDensity: {
      label: 'density per decade',
      symbol: 'ρ(log₁₀ x)',
      description: 'share of the eigenvalues in each bin of their logarithm, per decade',
      scale: 'linear',
      over: 'logEigenvalue',
      mark: 'bars',
      floor: (p) => edgeFloor(p, makeProblem(p).logBins.width),
    },
    largest: {
      label: 'largest eigenvalue',
      symbol: 'x_max',
      description: 'the upper edge with the mean of the Tracy–Widom law and the shift by the kurtosis of the entries',
      scale: 'log',
      withoutMean: (p) => withoutVariance(p, 4),
    },
    largestDensity: {
      label: 'largest-eigenvalue density',
      symbol: 'p(ξ)',
      description:
        'histogram of the largest eigenvalue, centred and scaled, with draws=100 and more; the theory is the Tracy–Widom law for real matrices',
      scale: 'linear',
      over: 'fluctuation',
      mark: 'bars',
      floor: (p) => STEEPEST * (makeProblem(p).largest?.doubt ?? 0),
    },
    smallest: {
      label: 'smallest eigenvalue',
      symbol: 'x_min',
      description: 'the smallest that is not zero; judged where the lowest edge is far enough from zero',
      scale: 'log',
    },
    atom: {
      label: 'weight at zero',
      symbol: 'ρ₀',
      description: 'share of the eigenvalues that are zero',
      scale: 'linear',
      floor: lostToRoundOff,
    },
    stieltjes: {
      label: 'Stieltjes transform',
      symbol: 'm(−λ)',
      description: '(1/D) tr (M + λ)⁻¹ at the ridge λ',
      scale: 'log',
    },
    firstMoment: {
      label: 'mean eigenvalue',
      symbol: 'm₁',
      description: '(1/D) tr M',
      scale: 'log',
      withoutMean: (p) => withoutVariance(p, 4),
    },
    secondMoment: {
      label: 'mean squared eigenvalue',
      symbol: 'm₂',
      description: '(1/D) tr M²',
      scale: 'log',
      withoutMean: (p) => withoutVariance(p, 8),
    },
    meanLog: {
      label: 'mean logarithm',
      symbol: '⟨log x⟩',
      description: '(1/D) log det M, with the 1/D term that remembers the kurtosis of the entries',
      scale: 'linear',
      floor: nextOrderOfMeanLog,
    },
  },
  shown: ['density'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason:
      'the theory is leading order in 1/size, good to a few per cent at a hundred eigenvalues; half an eigenvalue a bin is allowed besides, since an edge is only that sharp',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * A finite matrix displaces a fraction of an eigenvalue at each edge: to order 1/D the mean density has a quarter of an eigenvalue more
 * there (Bai & Silverstein 2004, real entries), and 0.17 lie beyond it on average, over a width of order size^(−2/3) (the integral
 * of the Airy process's density, β = 1). Together these stay below half an eigenvalue, in one bin or across a gap.
 */
const DISPLACED = 0.5;

function edgeFloor(p: SpectraParameters, width: number): number {
  return DISPLACED / (makeProblem(p).eta.length * width);
}

/** The share of eigenvalues that the theory has between zero and the round-off of the largest. */
function lostToRoundOff(p: SpectraParameters): number {
  const { law, rank } = makeProblem(p);
  return 2 * Math.max(law.cumulative([resolution(rank, law.edges[law.edges.length - 1])])[0] - law.atom, 0);
}

/** The first term that the mean logarithm leaves out, of order 1/(D (N − D)) for each factor. */
function nextOrderOfMeanLog(p: SpectraParameters): number {
  const { eta, sizes } = makeProblem(p);
  return sizes.reduce((sum, size) => sum + 1 / Math.max(size - eta.length, 1), 0) / eta.length;
}

/** The observable's variance involves the entries' moment of this order. */
function withoutVariance({ entries, degrees }: SpectraParameters, order: number): string | undefined {
  if (entries !== 'student' || degrees > order) return undefined;
  return `with ${degrees} degrees of freedom its variance is infinite: the median is shown`;
}

/** Flops at 2 GF/s, as the eigenvalues take them, and 10 ns for each random number. */
function cost(p: SpectraParameters): { seconds: number; bytes: number } {
  const { eta, sizes } = makeProblem(p);
  const [rows, columns] = [sizes[0], eta.length];
  const small = Math.min(rows, columns);
  let [flops, numbers, held] = [small * small * Math.max(rows, columns) + (4 / 3) * small ** 3, 0, 0];
  sizes.forEach((size, index) => {
    const next = sizes[index + 1] ?? columns;
    numbers += size * next;
    held = Math.max(held, rows * size + size * next + rows * next);
    if (index > 0) flops += 2 * rows * size * next;
  });
  return { seconds: p.draws * (1e-4 + flops / 4e9 + numbers * 1e-8), bytes: 8 * (held + 2 * small * small) };
}

/** Settings that change nothing beside these others. */
function inert(p: SpectraParameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (p.spectrum !== 'power-law') reasons.decay = 'acts only with spectrum=power-law';
  if (p.spectrum !== 'blocks') reasons.blocks = 'acts only with spectrum=blocks';
  if (Array.isArray(p.spectrum)) reasons.dimension = 'has no effect with an array for spectrum, whose length it is';
  if (p.factors === 1) reasons.width = 'acts only with more than one factor';
  if (p.entries !== 'student') reasons.degrees = 'acts only with entries=student';
  if (p.rows !== 'elliptical') reasons.spread = 'acts only with rows=elliptical';
  return reasons;
}
