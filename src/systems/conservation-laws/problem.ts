import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom, type Random } from '../../numeric/random.ts';
import { plain } from '../../statistics/sentences.ts';
import type { Preparation } from '../contract.ts';
import type { ConservationParameters } from './parameters.ts';

/**
 * A weight matrix (out × in) or a vector (1 × n), where it lies in the flat vector of parameters.
 */
export interface Block {
  name: 'weights' | 'biases' | 'gains' | 'shifts';
  rows: number;
  columns: number;
  offset: number;
}

/** What theory and experiment both start from. */
export interface ConservationProblem {
  parameters: ConservationParameters;
  /**
   * Of fully connected networks layer by layer: weights, biases, then gains and shifts of the norm.
   * Of attention: queries, keys and values below one another with their biases, then the outputs’.
   */
  blocks: Block[];
  /** All parameters at the start, block by block. */
  start: Float64Array;
  /** Rows × inputs; a row is a sample, or with attention a token. */
  inputs: Float64Array;
  /** Rows × outputs. */
  targets: Float64Array;
  /** Rows of one sample. */
  rowsPerSample: number;
  /** Samples in a batch. */
  batch: number;
  steps: number;
  /** The steps after which something is measured, from 1 to the last. */
  measuredAt: number[];
}

const MEASURED = 40;
const MOST_STEPS = 1e5;
/** So that balances of biases are not 0 at the start. */
const BIAS_DEVIATION = 0.3;

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: ConservationParameters, { engine }: Preparation): ConservationProblem {
  const { network, samples, step, time, decay, draw, hidden } = parameters;
  const batch = parameters.batch === 'all' ? samples : parameters.batch;
  if (batch > samples)
    throw new BadInput(`batch is ${batch}, but there are ${samples} samples: lower batch, or take batch=all`);
  if (step > time)
    throw new BadInput(`step is ${step}, but time is ${time}, which is not one whole step: lower step, or raise time`);
  const steps = Math.round(time / step);
  if (steps > MOST_STEPS)
    throw new BadInput(
      `time/step makes ${plain(steps, 2)} steps, but at most ${MOST_STEPS} are made: raise step, or lower time`,
    );
  if (step * decay >= 1)
    throw new BadInput(
      `step · decay is ${plain(step * decay, 3)}, but a step must leave something of the weights: keep it below 1`,
    );
  if (network === 'layer-norm' && hidden < 3)
    throw new BadInput(
      `hidden is ${hidden}, but a norm of so few units leaves nothing to learn below it: take at least 3, or network=relu`,
    );
  const random = createRandom(draw);
  const blocks = blocksOf(parameters);
  const rowsPerSample = network === 'attention' ? parameters.tokens : 1;
  return {
    parameters,
    blocks,
    start: drawStart(parameters, blocks, random.stream('start'), engine),
    ...drawTask(parameters, samples * rowsPerSample, rowsPerSample, random.stream('task'), engine),
    rowsPerSample,
    batch,
    steps,
    measuredAt: spread(steps),
  };
}

/** Up to forty whole numbers from 1 to the last, evenly. */
function spread(steps: number): number[] {
  const count = Math.min(MEASURED, steps);
  return Array.from({ length: count }, (_, i) => Math.round(1 + (i * (steps - 1)) / Math.max(1, count - 1)));
}

function blocksOf({ network, inputs, hidden, outputs, depth }: ConservationParameters): Block[] {
  const layer = (fanIn: number, fanOut: number) => [
    { name: 'weights' as const, rows: fanOut, columns: fanIn },
    ...(network === 'linear' ? [] : [{ name: 'biases' as const, rows: 1, columns: fanOut }]),
  ];
  const norm = (['gains', 'shifts'] as const).map((name) => ({ name, rows: 1, columns: hidden }));
  const shapes =
    network === 'attention'
      ? [...layer(inputs, 3 * hidden), ...layer(hidden, outputs)]
      : Array.from({ length: depth + 1 }, (_, l) => {
          const last = l === depth;
          const own = layer(l === 0 ? inputs : hidden, last ? outputs : hidden);
          return network === 'layer-norm' && !last ? [...own, ...norm] : own;
        }).flat();
  let offset = 0;
  return shapes.map((shape) => {
    const block = { ...shape, offset };
    offset += shape.rows * shape.columns;
    return block;
  });
}

function drawStart({ scale }: ConservationParameters, blocks: Block[], random: Random, engine: Engine): Float64Array {
  const parts = blocks.map(({ name, rows, columns }, i) => {
    if (name === 'gains') return new Float64Array(columns).fill(1);
    const deviation = name === 'weights' ? scale / Math.sqrt(columns) : BIAS_DEVIATION;
    return normal(random.stream(i), rows * columns, deviation, engine);
  });
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/**
 * Gaussian inputs and the outputs of a linear teacher, of order one; of sequences the teacher sees
 * a token and the one before. With cross-entropy the largest output is the class.
 */
function drawTask(
  { inputs: d, outputs: m, loss }: ConservationParameters,
  rows: number,
  rowsPerSample: number,
  random: Random,
  engine: Engine,
) {
  const inputs = normal(random.stream('inputs'), rows * d, 1, engine);
  const teacher = normal(random.stream('teacher'), m * d, 1 / Math.sqrt(d), engine);
  const targets = new Float64Array(rows * m);
  for (let i = 0; i < rows; i++) {
    const first = i % rowsPerSample === 0;
    for (let o = 0; o < m; o++)
      for (let j = 0; j < d; j++)
        targets[i * m + o] += teacher[o * d + j] * (inputs[i * d + j] + (first ? 0 : inputs[(i - 1) * d + j]));
    if (loss === 'squared') continue;
    const row = targets.subarray(i * m, (i + 1) * m);
    const largest = row.indexOf(Math.max(...row));
    row.fill(0)[largest] = 1;
  }
  return { inputs, targets };
}

function normal(random: Random, count: number, deviation: number, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const column = engine.heap.matrix(count, 1);
    random.fillNormal(column);
    return Float64Array.from(column.values, (value) => deviation * value);
  });
}
