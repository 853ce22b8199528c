import { readingOf } from '../../data/reading.ts';
import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inputOptions, rowsGiven } from '../shared/fields.ts';
import { SCALING } from '../shared/training-data.ts';
import { claims } from './claims.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type LearnedProblem, modesOf, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const learnedDiffusion = defineSystem({
  id: 'learned-diffusion',
  title: 'Learned diffusion',
  strand: 'universal behaviour',
  question: 'Do denoisers that have learned different images make the same one of the same noise?',
  sources,
  parameters,
  sweep: { images: '30:800:6:log' },
  sweepFor,
  reading: (p) => (p.data ? readingOf(p.data, inputOptions(p), SCALING) : undefined),
  prepare,
  coordinates: {
    mode: { label: 'mode', symbol: 'k', scale: 'linear', at: modesOf },
    stepCount: { label: 'steps', symbol: 'K', scale: 'log', at: ({ stepCounts }) => Float64Array.from(stepCounts) },
  },
  observables,
  claims,
  shown: ['similarity', 'emergence'],
  margin: {
    value: 0.05,
    reason: 'the theory is of many images: at twenty it is good to three per cent',
  },
  inert,
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Up to half of a file's rows, so that there are two halves; a network is trained at one size. */
function sweepFor(given: Record<string, unknown>): Record<string, string> | undefined {
  const most = Math.max(1, Math.min(800, Math.floor((rowsGiven(given, true) ?? Number.POSITIVE_INFINITY) / 2)));
  if (given.denoiser === 'network') return { images: String(most) };
  return most < 800 ? { images: `${Math.min(30, Math.ceil(most / 2))}:${most}:6:log` } : undefined;
}

/**
 * A network's products at 5 GF/s, three for each of its weights; others and what is between them.
 */
function cost({ parameters, basis, images, hasTwo }: LearnedProblem): Cost {
  const { denoiser, width, depth, updates, batch, samples, steps, images: n } = parameters;
  const d = basis.size;
  const parts = hasTwo ? 2 : 1;
  const isNetwork = denoiser === 'network';
  const weights = isNetwork ? width * (2 * d + 16 + (depth - 1) * width) : d * d;
  const learning = isNetwork ? parts * updates * batch * (6 * weights + 30 * d) : 2 * parts * n * d * d;
  const denoised = (1 + parts) * steps * samples + 25 * 300;
  const factors = isNetwork ? 0 : 8 * steps * (d * d * d);
  return {
    seconds: 0.05 + 2e-10 * learning + 4e-10 * (denoised * (2 * weights + 20 * d) + factors) + 2e-9 * samples * n * d,
    bytes:
      8 * (6 * d * d + 6 * samples * d + 3 * images.rows * d) + 4 * (8 * weights + 12 * batch * (width * depth + d)),
    theory: 41 * 2e-6 * d + 1e-8 * squared(steps) + (parameters.basis === 'principal' ? 0 : 41 * 1e-8 * (d * d * d)),
  };
}
