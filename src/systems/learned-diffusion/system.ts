import { readingOf } from '../../data/reading.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { readingOptions } from '../shared/fields.ts';
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
  sweepFor: ({ denoiser, images }) => (denoiser === 'network' ? { images: String(images ?? 800) } : undefined),
  reading: (p) => (p.data ? readingOf(p.data, readingOptions(p), SCALING) : undefined),
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

/** Products at 4 GF/s; a network's are three for each of its weights. */
function cost({ parameters, basis, images, hasTwo }: LearnedProblem): Cost {
  const { denoiser, width, depth, updates, batch, samples, steps, images: n } = parameters;
  const d = basis.size;
  const parts = hasTwo ? 2 : 1;
  const weights = denoiser === 'network' ? width * (2 * d + 16 + (depth - 1) * width) : d * d;
  const training = denoiser === 'network' ? parts * updates * batch * (6 * weights + 30 * d) : 2 * parts * n * d * d;
  const evaluations = (1 + parts) * steps * samples + 25 * 300;
  const products = training + evaluations * (2 * weights + 20 * d) + steps * d ** 3 * (denoiser === 'network' ? 0 : 8);
  return {
    seconds: 0.05 + 4e-10 * products + 2e-9 * samples * n * d,
    bytes:
      8 * (6 * d * d + 6 * samples * d + 3 * images.rows * d) + 4 * (8 * weights + 12 * batch * (width * depth + d)),
    theory: 41 * 2e-6 * d + 1e-8 * steps ** 2 + (parameters.basis === 'principal' ? 0 : 41 * 1e-8 * d ** 3),
  };
}
