import { copy } from '../../../networks/arrays.ts';
import { bindLoss } from '../../../networks/losses.ts';
import type { PreActivation } from '../../../networks/model.ts';
import { Network } from '../../../networks/network.ts';
import { variable } from '../../../networks/variable.ts';
import { squared } from '../../../numeric/special.ts';
import type { MupProblem } from '../problem.ts';
import { attentionScaleOf, type Draw, lossOf, modelOf, optimiserOf } from './networks.ts';

/** Mean squares of what a few steps changed, over the rate squared, and of the outputs before. */
export type Squares = Partial<Record<'input' | 'hidden' | 'output' | 'initial' | 'attention', number>>;

/**
 * Draws a network of this width, makes the steps, and says what they changed. The loss is taken at
 * f − f₀: what the outputs were before training, larger or smaller with the width, then does not
 * act on the steps.
 */
export function measureChanges({ problem, width, samples, random, engine, check }: Draw): Squares {
  const { heap } = engine;
  const { inputs, targets } = samples;
  const { rate, steps } = problem.parameters;
  return heap.scope(() => {
    const network = new Network(engine, modelOf(problem, width));
    network.initialise(random);
    const evaluation = network.evaluation(inputs);
    const { outputs, preActivations } = evaluation.computation;
    const quantities = quantitiesOf(problem, width, preActivations);
    evaluation.run();
    const before = quantities.map(({ read }) => read());
    const start = Float64Array.from(outputs.value.values);

    const centred = variable(heap, outputs.value.rows, outputs.value.columns, network.dtype);
    const loss = bindLoss(lossOf(problem), centred, targets);
    const optimiser = optimiserOf(problem.parameters, network);
    for (let step = 0; step < steps; step++) {
      check();
      for (let i = 0; i < start.length; i++) centred.value.values[i] = outputs.value.values[i] - start[i];
      loss.value();
      copy(centred.adjoint, outputs.adjoint);
      evaluation.vjp();
      optimiser.step(rate);
      evaluation.run();
    }

    const squares: Squares = { initial: meanSquare(start, () => 0) };
    quantities.forEach(({ name, read }, k) => {
      squares[name] = meanSquare(read(), (i) => before[k][i]) / squared(rate);
    });
    return squares;
  });
}

interface Quantity {
  name: Exclude<keyof Squares, 'initial'>;
  /** Its present values. */
  read(): Float64Array;
}

/** What is looked at. Of layers that can only stand still, nothing. */
function quantitiesOf(problem: MupProblem, width: number, preActivations: PreActivation[]): Quantity[] {
  const { trained, network } = problem.parameters;
  const moving = {
    input: trained === 'all' || trained === 'input',
    hidden: trained !== 'output',
    output: true,
  };
  const roles = (['input', 'hidden', 'output'] as const).filter((role) => moving[role]);
  const layers = roles.map((name): Quantity => {
    const own = preActivations.filter(({ role }) => role === name);
    return { name, read: () => concatenated(own.map(({ output }) => output.value.values)) };
  });
  if (network !== 'transformer' || !moving.hidden) return layers;
  const { value } = preActivations.find(({ role }) => role === 'hidden')!.output;
  return [...layers, { name: 'attention', read: () => attentionLogits(problem, width, value.values) }];
}

/**
 * The scaled q·k of each token with those up to it, for each head, from rows of queries, keys and
 * values. Softmax does not see what they have in common, and Adam moves that by rounding: the mean
 * is taken away.
 */
function attentionLogits(problem: MupProblem, width: number, rows: ArrayLike<number>): Float64Array {
  const { heads, length } = problem.parameters;
  const scale = attentionScaleOf(problem, width);
  const size = width / heads;
  const product = (query: number, key: number) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += rows[query + k] * rows[key + k];
    return scale * sum;
  };
  const logits: number[] = [];
  for (let first = 0; first * 3 * width < rows.length; first += length)
    for (let head = 0; head < heads; head++)
      for (let i = 0; i < length; i++) {
        const start = (token: number, part: number) => (3 * (first + token) + part) * width + head * size;
        const row = Array.from({ length: i + 1 }, (_, j) => product(start(i, 0), start(j, 1)));
        const mean = row.reduce((sum, one) => sum + one, 0) / row.length;
        for (const one of row) logits.push(one - mean);
      }
  return Float64Array.from(logits);
}

function concatenated(parts: ArrayLike<number>[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function meanSquare(values: Float64Array, from: (i: number) => number): number {
  return values.reduce((sum, value, i) => sum + squared(value - from(i)), 0) / values.length;
}
