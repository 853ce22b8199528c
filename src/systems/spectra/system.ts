import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertBlocks, inertDegrees } from '../shared/populations.ts';
import { centresOf, fluctuationBins } from './bins.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { LEAST_DRAWS, parameters, type SpectraParameters } from './parameters.ts';
import { type Problem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const spectra = defineSystem({
  id: 'spectra',
  title: 'Spectra of sample covariances',
  strand: 'solvable settings',
  question: 'What are the eigenvalues of a covariance estimated from P samples?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    eigenvalue: {
      label: 'eigenvalue',
      symbol: 'x',
      unit: 'input²',
      scale: 'linear',
      at: ({ bins }) => centresOf(bins),
    },
    fluctuation: {
      label: 'largest eigenvalue, standardised',
      symbol: 'ξ',
      scale: 'linear',
      at: () => centresOf(fluctuationBins),
    },
    logEigenvalue: {
      label: 'eigenvalue, in decades',
      symbol: 'log₁₀ x',
      scale: 'linear',
      at: ({ logBins }) => centresOf(logBins),
    },
  },
  observables,
  shown: ['density'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason:
      'the theory is leading order in 1/size, good to a few per cent at a hundred eigenvalues; half an eigenvalue a bin is allowed besides, since an edge is only that sharp',
  },
  validity,
  inert: [
    ...inertBesideSpectrum,
    inertBlocks,
    noEffect<SpectraParameters>(['width'], ({ factors }) => factors === 1, 'acts only with more than one factor'),
    inertDegrees,
    actsOnlyWith(['spread'], 'rows', 'elliptical'),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Flops at 2 GF/s, as the eigenvalues take them, and 10 ns for each random number. */
function cost({ parameters, eta, sizes }: Problem): Cost {
  const [rows, columns] = [sizes[0], eta.length];
  const small = Math.min(rows, columns);
  let [flops, numbers, held] = [small * small * Math.max(rows, columns) + (4 / 3) * (small * small * small), 0, 0];
  sizes.forEach((size, index) => {
    const next = sizes[index + 1] ?? columns;
    numbers += size * next;
    held = Math.max(held, rows * size + size * next + rows * next);
    if (index > 0) flops += 2 * rows * size * next;
  });
  // Sums over distinct modes at each point of the densities; and the Tracy–Widom law, once.
  const theory = 2e-3 + 1e-4 * new Set(eta).size + (parameters.draws >= LEAST_DRAWS ? 0.1 : 0);
  return {
    seconds: parameters.draws * (1e-4 + flops / 4e9 + numbers * 1e-8),
    bytes: 8 * (held + 2 * small * small),
    theory,
  };
}
