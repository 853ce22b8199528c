import { coordinateCheck } from '../../networks/coordinate-check.ts';
import type { Model } from '../../networks/model.ts';
import { Network } from '../../networks/network.ts';
import { adam, gradientDescent, type Optimiser } from '../../networks/optimisers.ts';
import type { Samples } from '../../networks/samples.ts';
import type { Random } from '../../numeric/random.ts';
import { norm, squared } from '../../numeric/special.ts';
import type { PowerLawGroup } from '../../statistics/power-law.ts';
import type { InstrumentContext } from '../contract.ts';
import { INPUTS, OUTPUTS, type Size, type TrialNetwork, trialModel } from './trial-network.ts';

export type Family = 'sgd' | 'adam' | 'adamw';
export type Role = 'input' | 'hidden' | 'output';
export const ROLES: readonly Role[] = ['input', 'hidden', 'output'];

/** How far each kind of layer moved, against the width or the depth. */
export interface Study {
  along: 'width' | 'depth';
  isTransferred: boolean;
  /** Of each role that the network has, a group for each size; value t of each is of trial t. */
  changes: Partial<Record<Role, PowerLawGroup[]>>;
}

/** Trials without multipliers, which are not judged. */
const COMPARED = 2;
const STEPS = 3;
const ROWS = 8;
/** Usual ones at the base, not small ones: exponents of 0 are of trainings as they are. */
const RATES = { sgd: 0.05, adam: 0.002, adamw: 0.002 };
const DECAY = 0.1;
const EPSILON = 1e-12;

const WIDTHS = { mlp: [64, 128, 256, 512], transformer: [64, 128, 256] };
/** Of a shallower MLP's stream too little is random for its size to be that of a deep one. */
const BRANCHES = { mlp: [4, 8, 16, 32], transformer: [2, 4, 8, 16] };
const DEEP_WIDTH = { mlp: 64, transformer: 32 };

/** What is compared: always with the first. */
function sizesOf({ kind, depth }: TrialNetwork, along: Study['along']): Size[] {
  return along === 'width'
    ? WIDTHS[kind].map((width) => ({ width, depth }))
    : BRANCHES[kind].map((branches) => ({ width: DEEP_WIDTH[kind], depth: kind === 'mlp' ? branches + 1 : branches }));
}

interface StudyOptions {
  along: Study['along'];
  optimiser: Family;
  trials: number;
}

/**
 * Trains small networks of every size for a few steps, with the instrument's multipliers and
 * without, and sees how far their layers move.
 */
export function study(network: TrialNetwork, options: StudyOptions, context: InstrumentContext): Study[] {
  const { along, trials } = options;
  const sizes = sizesOf(network, along);
  const total = sizes.reduce((sum, size) => sum + work(size), 0);
  const studies = [true, false].map((isTransferred): Study => ({ along, isTransferred, changes: {} }));
  let done = 0;
  for (const size of sizes) {
    for (const { isTransferred, changes } of studies) {
      const moved = Array.from({ length: isTransferred ? trials : COMPARED }, (_, trial) => {
        const random = context.random.stream('back-test', along, trial);
        const model = trialModel(network, sizes[0], size, isTransferred);
        return movesOf(network, model, options.optimiser, random, context);
      });
      for (const role of ROLES)
        if (moved[0][role] !== undefined)
          changes[role] = [...(changes[role] ?? []), { x: size[along], values: moved.map((one) => one[role]!) }];
    }
    done += work(size);
    context.progress(done / total, `training networks of ${along} ${size[along]}`);
  }
  return studies;
}

/** Root mean squares of what a few steps change, over all layers of a role. */
function movesOf(
  network: TrialNetwork,
  model: Model,
  optimiser: Family,
  random: Random,
  { engine, check }: InstrumentContext,
): Partial<Record<Role, number>> {
  check();
  return engine.heap.scope(() => {
    const drawn = new Network(engine, model);
    drawn.initialise(random.stream('weights', model.size));
    const layers = coordinateCheck(drawn, {
      samples: samplesOf(network, drawn, random),
      loss: network.kind === 'mlp' ? 'squared' : 'cross-entropy',
      optimiser: optimiserOf(optimiser, drawn),
      ...{ rate: RATES[optimiser], steps: STEPS, isCentred: true, check },
    });
    return Object.fromEntries(
      ROLES.flatMap((role) => {
        const own = layers.filter((layer) => layer.role === role).map(({ change }) => change[STEPS]);
        return own.length > 0 ? [[role, norm(own) / Math.sqrt(own.length)]] : [];
      }),
    );
  });
}

const work = ({ width, depth }: Size) => depth * squared(width);

function optimiserOf(optimiser: Family, network: Network): Optimiser {
  if (optimiser === 'sgd') return gradientDescent(network);
  return adam(network, { epsilon: EPSILON, weightDecay: optimiser === 'adamw' ? DECAY : 0 });
}

/** Random signs, or sequences of random tokens with others to come next. */
function samplesOf({ kind }: TrialNetwork, { engine }: Network, random: Random): Samples {
  const rows = kind === 'mlp' ? ROWS : ROWS / 4;
  const inputs = engine.heap.matrix(rows, INPUTS);
  const targets = engine.heap.matrix(kind === 'mlp' ? rows : rows * INPUTS, OUTPUTS);
  const stream = random.stream('samples');
  if (kind === 'mlp') for (const matrix of [inputs, targets]) stream.fillRademacher(matrix);
  else {
    for (let i = 0; i < inputs.values.length; i++) inputs.values[i] = Math.floor(OUTPUTS * stream.uniform());
    for (let i = 0; i < targets.rows; i++) targets.values[i * OUTPUTS + Math.floor(OUTPUTS * stream.uniform())] = 1;
  }
  return { inputs, targets };
}
