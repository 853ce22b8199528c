import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import type { Batches } from '../../../networks/batches.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { cosine, warmUp } from '../../../networks/schedules.ts';
import { Training } from '../../../networks/train.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LearnedProblem } from '../problem.ts';
import type { Denoiser } from './denoiser.ts';

/** The network is told the time as so many polynomials of it. */
const WAVES = 16;

/** Training times are these many, evenly: noise levels are looked up, not computed. */
const LEVELS = 1024;

/** The weights that are used are a running mean over about a tenth of the updates. */
const MEAN_OVER = 0.1;
const MEAN_EVERY = 10;

interface Learning {
  random: Random;
  engine: Engine;
  check(): void;
  progress(fraction: number): void;
}

/**
 * A residual network that has learned the clean components of `training` (n × d) from noisy ones
 * and the time, all times alike, by the squared error. In the heap's present scope. Throws
 * `NoConvergence` where training diverges.
 */
export function networkDenoiser(problem: LearnedProblem, training: Matrix, context: Learning): Denoiser {
  const { width, depth, updates, rate } = problem.parameters;
  const { random, engine, check, progress } = context;
  const { heap } = engine;
  const d = training.columns;
  const model = fullyConnected({
    sizes: [d + WAVES, ...new Array(depth).fill(width), d],
    activation: 'tanh',
    weightScale: Math.SQRT2,
    zeroOutput: true,
    residual: depth > 1,
  });
  const network = new Network(engine, model, 'f32');
  network.initialise(random.stream('weights'));
  const warming = Math.min(100, Math.floor(updates / 10));
  const run = new Training({
    network,
    loss: 'squared',
    batches: noisyBatches(problem, training, random.stream('batches')),
    optimiser: adam(network),
    rate,
    schedule: warmUp(warming, cosine(updates - warming)),
    steps: updates,
  });
  const mean = Float32Array.from(network.flat.value.values);
  while (run.advance(MEAN_EVERY) === 'running') {
    check();
    progress(run.step / updates);
    const share = Math.min(1, MEAN_EVERY / (MEAN_OVER * Math.max(run.step, MEAN_EVERY)));
    const weights = network.flat.value.values;
    for (let i = 0; i < mean.length; i++) mean[i] += share * (weights[i] - mean[i]);
  }
  if (run.outcome === 'diverged')
    throw new NoConvergence(`training diverged at update ${run.divergedAt}; a smaller rate may help`);
  network.flat.value.values.set(mean);
  return {
    denoise: (state, time, denoised) =>
      heap.scope(() => {
        const inputs = heap.matrix(state.rows, d + WAVES, 'f32');
        const told = wavesOf(time);
        for (let i = 0; i < state.rows; i++) {
          inputs.values.set(state.values.subarray(i * d, (i + 1) * d), i * (d + WAVES));
          inputs.values.set(told, i * (d + WAVES) + d);
        }
        const outputs = network.predict(inputs);
        denoised.values.set(outputs.values);
      }),
  };
}

/** Rows drawn with replacement, each noised up to a time of its own; times are stratified. */
function noisyBatches({ parameters, schedule }: LearnedProblem, training: Matrix, random: Random): Batches {
  const { batch: size } = parameters;
  const d = training.columns;
  const times = Array.from({ length: LEVELS }, (_, level) => (level + 0.5) / LEVELS);
  const waves = times.map(wavesOf);
  const gammas = times.map((time) => schedule.at(time));
  const signal = gammas.map((all) => all.map((gamma) => Math.sqrt(signalPower(gamma))));
  const noise = gammas.map((all) => all.map((gamma) => Math.sqrt(noisePower(gamma))));
  const drawn = training.heap.matrix(size, d, 'f32');
  return {
    size,
    fill(step, inputs, targets) {
      const own = random.stream('update', step);
      own.fillNormal(drawn);
      const [x, y, z, clean] = [inputs.values, targets.values, drawn.values, training.values];
      for (let i = 0; i < size; i++) {
        const row = Math.floor(own.uniform() * training.rows);
        const level = Math.floor(((i + own.uniform()) / size) * LEVELS);
        const [alpha, sigma, at] = [signal[level], noise[level], i * (d + WAVES)];
        for (let k = 0; k < d; k++) {
          const value = clean[row * d + k];
          x[at + k] = alpha[k] * value + sigma[k] * z[i * d + k];
          y[i * d + k] = value;
        }
        x.set(waves[level], at + d);
      }
    },
  };
}

/** Chebyshev polynomials of the time, T_k(2t − 1): cosines that have the same bits everywhere. */
function wavesOf(time: number): Float32Array {
  const waves = new Float64Array(WAVES);
  const x = 2 * time - 1;
  for (let k = 0; k < WAVES; k++) waves[k] = k === 0 ? 1 : k === 1 ? x : 2 * x * waves[k - 1] - waves[k - 2];
  return Float32Array.from(waves);
}
