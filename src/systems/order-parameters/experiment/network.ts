import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { heavyBall } from '../../../networks/optimisers.ts';
import { functionOverlap } from '../../../networks/overlaps.ts';
import { linearTeacher } from '../../../networks/teachers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import type { OrderProblem } from '../problem.ts';
import { type Draw, drawInputs, drawTeacher, type Pair } from './regressions.ts';

/** Of the loss over its first value: outputs are then within 1e-5 of the labels. */
const FITTED = 1e-10;
const MOST_STEPS = 100_000;

/**
 * Two linear networks from starts of their own, each trained on its samples until it fits them, as
 * functions of whitened inputs.
 */
export function trainPair(problem: OrderProblem, draw: Draw): Pair {
  const { engine } = draw;
  const teacher = drawTeacher(problem.parameters, draw);
  const inputs = drawInputs(problem, draw);
  const { dimension } = problem.parameters;
  const rule = linearTeacher(engine, new Matrix(engine.heap, teacher.address, 1, dimension, teacher.dtype));
  const probes = whitenedInputs(dimension, engine);
  const target = engine.heap.matrix(probes.rows, 1);
  rule.label(probes, target);
  const [a, b] = (['a', 'b'] as const).map((name) => {
    const labels = engine.heap.matrix(problem.samples, 1);
    rule.label(inputs[name], labels);
    const network = startOf(problem, draw, name);
    trainToTheEnd(network, inputs[name], labels);
    return network.predict(probes);
  });
  return { teacher: functionOverlap(a, target), self: functionOverlap(a, a), replica: functionOverlap(a, b) };
}

/** ±√d e_i: linear functions have the same second moments over them as over normal inputs. */
function whitenedInputs(d: number, { heap }: Engine): Matrix {
  const inputs = heap.matrix(2 * d, d);
  for (let i = 0; i < d; i++) {
    inputs.values[i * d + i] = Math.sqrt(d);
    inputs.values[(d + i) * d + i] = -Math.sqrt(d);
  }
  return inputs;
}

function startOf({ parameters: { dimension, start } }: OrderProblem, { random, engine }: Draw, name: string): Network {
  const model = fullyConnected({ sizes: [dimension, 1], activation: 'linear', biases: false });
  const [block] = model.blocks;
  const network = new Network(engine, { ...model, blocks: [{ ...block, deviation: Math.sqrt(start / dimension) }] });
  network.initialise(random.stream('start', name));
  return network;
}

/**
 * Descent with the momentum that is best for the curvatures of these samples, until the loss is
 * gone. Throws `NoConvergence`.
 */
function trainToTheEnd(network: Network, inputs: Matrix, labels: Matrix): void {
  const { engine } = network;
  const { rows } = inputs;
  const gram = engine.heap.matrix(rows, rows);
  engine.syrk({ a: inputs, c: gram, alpha: 1 / rows });
  const curvatures = engine.eigh(gram);
  const [least, most] = [Math.sqrt(Math.max(0, curvatures[0])), Math.sqrt(curvatures[rows - 1])];
  const momentum = squared((most - least) / (most + least));
  const rate = 4 / ((most + least) * (most + least));
  const objective = network.objective('squared', inputs, labels);
  const optimiser = heavyBall(network, { momentum });
  const first = objective.gradient();
  let loss = first;
  for (let step = 0; loss > FITTED * first; step++) {
    if (step >= MOST_STEPS) throw new NoConvergence(`the network did not fit its samples in ${MOST_STEPS} steps`);
    optimiser.step(rate);
    loss = objective.gradient();
  }
}
