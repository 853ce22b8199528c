import { times } from '../../data/table.ts';
import { type Basis, covarianceIn, imageBasis, lineBasis, principalBasis } from '../../diffusion/bases.ts';
import { hierarchicalSchedule, type Schedule, samplingTimes, sequentialSchedule } from '../../diffusion/schedules.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { log } from '../../numeric/special.ts';
import { inputOptions } from '../shared/fields.ts';
import { type TrainingData, trainingData } from '../shared/training-data.ts';
import type { LearnedParameters } from './parameters.ts';

/** What theory and experiment both start from. All matrices are row-major. */
export interface LearnedProblem {
  parameters: LearnedParameters;
  images: Images;
  /** Whose components are noised. */
  basis: Basis;
  schedule: Schedule;
  /** From 1 down to 0. */
  times: Float64Array;
  /** d × d: the covariance of the components. */
  covariance: Float64Array;
  /** Variances S_k of the images' principal modes, descending; none is negative. */
  variances: Float64Array;
  /** Principal modes of the images as components: row k is mode k. */
  modes: Float64Array;
  /** The components are the modes. */
  aligned: boolean;
  /** How many modes are looked at, from the first. */
  shown: number;
  /** Numbers of steps after which samples are judged, the last one `steps`. */
  stepCounts: number[];
  /** How many images that the first denoiser has not learned are looked at. */
  held: number;
  /** Whether there are images for a second denoiser. */
  hasTwo: boolean;
}

/** The images that there are, all of them, in a scale of their own. */
export interface Images extends TrainingData {
  /** What tells them from others. */
  key: string;
  /** Rows of pixels in one image, and pixels in one of them. */
  height: number;
  across: number;
  /** Smallest and largest pixel, in the units of `mean`. */
  range: [number, number];
  covariance: Float64Array;
  principal: Basis & { values: Float64Array };
}

/** A mode that is looked at has at least this share of the largest variance. */
const NOTHING = 1e-6;
/** Images that are not learned: at least these are kept, and at most those are looked at. */
const LEAST_HELD = 200;
const MOST_HELD = 300;
/** Of more pixels the covariance would be too large for a machine's patience. */
const MOST_PIXELS = 1024;
/** Components of less than this share of the mean variance are noised as if they had it. */
const LEAST_VARIANCE = 1e-3;

/** Throws `BadInput` for parameters that contradict each other or the file. */
export function prepare(parameters: LearnedParameters, { engine }: { engine: Engine }): LearnedProblem {
  const { basis: name, steps, images: n, halves, distribution } = parameters;
  const images = imagesOf(parameters, engine);
  const { rows, features: d, principal } = images;
  const least = Math.max(1, Math.min(LEAST_HELD, Math.floor(rows / 5)));
  if (distribution === 'images' && n > rows - least)
    throw new BadInput(
      `images is ${n}, but ${images.name} has ${rows}, of which ${least} are kept to test on: take at most ${rows - least}, or distribution=gaussian`,
    );
  const { basis, covariance, modes } = turned({ name, images, engine });
  const variances = principal.values.map((one) => Math.max(0, one));
  return {
    parameters,
    images,
    basis,
    schedule: scheduleOf(
      parameters,
      Float64Array.from({ length: d }, (_, i) => Math.max(covariance[i * d + i], LEAST_VARIANCE)),
    ),
    times: samplingTimes(steps),
    covariance,
    variances,
    modes,
    aligned: name === 'principal',
    shown: Math.min(parameters.modes, variances.filter((one) => one > NOTHING * variances[0]).length),
    stepCounts: stepCountsOf(steps),
    held: distribution === 'gaussian' ? MOST_HELD : Math.min(MOST_HELD, rows - n),
    hasTwo: halves === 'two' && (distribution === 'gaussian' || 2 * n <= rows),
  };
}

/** All γ are one, so that it does not matter which components are noised. */
export function isStandard({ schedule, strength, overlap }: LearnedParameters): boolean {
  return schedule === 'hierarchical' ? strength === 1 : overlap === 1;
}

/** 2, 4, 8 … and the last. */
function stepCountsOf(steps: number): number[] {
  const counts: number[] = [];
  for (let count = 2; count < steps; count *= 2) counts.push(count);
  return [...counts, steps];
}

function imagesOf(parameters: LearnedParameters, engine: Engine): Images {
  const { across } = parameters;
  const { name, features, shape = [] } = trainingData({ ...parameters, inputsOnly: true });
  const [, width, channels = 1] = shape;
  if (channels > 1 || shape.length > 3)
    throw new BadInput(
      `${name} holds arrays of ${times(shape)}, but images of one channel are learned: take one of them, or their mean, as in numpy.save('grey.npy', x.mean(-1))`,
    );
  if (features > MOST_PIXELS)
    throw new BadInput(
      `${name} has ${features} numbers a row, but images of at most ${MOST_PIXELS} pixels are learned: make them smaller, or leave columns out with without=…`,
    );
  if (across !== undefined && features % across !== 0)
    throw new BadInput(
      `across is ${across}, but ${name} has ${features} pixels an image, which are no whole number of such rows: give a divisor of ${features}`,
    );
  const root = Math.round(Math.sqrt(features));
  const pixels = across ?? width ?? (root * root === features ? root : features);
  return { ...analysed({ parameters, engine }), height: features / pixels, across: pixels };
}

/** The images in the basis whose components are noised. */
const turned = remember(
  ({ name, images }: { name: LearnedParameters['basis']; images: Images; engine: Engine }) => {
    const basis = name === 'principal' ? images.principal : shapedBasis(name, images);
    return {
      basis,
      covariance: covarianceIn(basis, images.covariance),
      modes: overlaps(images.principal, basis),
    };
  },
  ({ name, images, engine }) => `${name} ${images.height} ${images.across} ${images.key} ${engine.name}`,
);

const analysed = remember(
  ({ parameters, engine }: { parameters: LearnedParameters; engine: Engine }) => {
    const read = trainingData({ ...parameters, inputsOnly: true });
    const { rows, features: d, inputs } = read;
    const covariance = engine.heap.scope(() => {
      const [x, c] = [engine.heap.matrixFrom(rows, d, inputs), engine.heap.matrix(d, d)];
      engine.syrk({ a: x, c, transpose: true, alpha: 1 / rows });
      return Float64Array.from(c.values);
    });
    const range: [number, number] = [Infinity, -Infinity];
    inputs.forEach((value, at) => {
      const pixel = value + read.mean[at % d];
      range[0] = Math.min(range[0], pixel);
      range[1] = Math.max(range[1], pixel);
    });
    // What was centred comes back with rounding errors.
    if (Math.abs(range[0]) < 1e-9 * range[1]) range[0] = 0;
    return { ...read, key: keyOf(parameters), range, covariance, principal: principalBasis(covariance, d, engine) };
  },
  ({ parameters, engine }) => `${keyOf(parameters)} ${engine.name}`,
);

function keyOf(parameters: LearnedParameters): string {
  return JSON.stringify([parameters.data?.sha256, inputOptions(parameters)]);
}

function shapedBasis(name: Exclude<LearnedParameters['basis'], 'principal'>, { height, across }: Images): Basis {
  return height === 1 ? lineBasis(name, across) : imageBasis(name, height, across);
}

/** Components of large variance are generated first. */
function scheduleOf(p: LearnedParameters, own: Float64Array): Schedule {
  const { strength, overlap, leastNoise, mostNoise } = p;
  const logVariances = own.map(log);
  if (p.schedule === 'hierarchical')
    return hierarchicalSchedule({
      logVariances,
      order: logVariances.map((one) => -one),
      ...{ strength, leastNoise, mostNoise },
    });
  const first = [...own.keys()].sort((i, j) => own[j] - own[i] || i - j);
  const ranks = new Float64Array(own.length);
  // What is generated first is noised last.
  for (const [place, component] of first.entries()) ranks[component] = 1 - place / Math.max(1, own.length - 1);
  return sequentialSchedule({ ranks, overlap, leastNoise, mostNoise });
}

/** Row k: the components of mode k. */
function overlaps(modes: Basis, basis: Basis): Float64Array {
  const { size } = modes;
  const found = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++)
      for (let x = 0; x < size; x++) found[k * size + i] += modes.vectors[k * size + x] * basis.vectors[i * size + x];
  return found;
}

/** 1, 2 … of the modes that are looked at. */
export function modesOf({ shown }: LearnedProblem): Float64Array {
  return Float64Array.from({ length: shown }, (_, k) => k + 1);
}

/** A mode counts as there when the denoiser sees this share of its variance. */
export const EMERGED = 0.5;
