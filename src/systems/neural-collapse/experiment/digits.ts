import { shuffledBatches } from '../../../networks/batches.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { accuracy } from '../../../networks/losses.ts';
import { Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { Training } from '../../../networks/train.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import { trainingData } from '../../shared/training-data.ts';
import type { NeuralCollapseObservable } from '../observables.ts';
import type { NeuralCollapseProblem } from '../problem.ts';
import { collapseOf } from './metrics.ts';

const RATE = 2e-3;
const BATCH = 50;

/**
 * Two hidden layers of relu on rows of the digits, drawn anew, by AdamW: what becomes of the
 * features below the last layer.
 */
export function trainOnDigits(
  problem: NeuralCollapseProblem,
  { random, engine, reporter }: TrialContext<NeuralCollapseObservable>,
): Trial<NeuralCollapseObservable> {
  const { parameters, epochs } = problem;
  const { examples, hidden, networkDecay, loss } = parameters;
  const { heap } = engine;
  const data = trainingData({ labels: 'classes', missing: 'refuse' });
  const chosen = random.stream('rows').choose(examples, data.rows);
  const rows = (values: Float64Array, width: number) =>
    heap.matrixFrom(
      examples,
      width,
      Array.from(chosen, (row) => [...values.subarray(row * width, (row + 1) * width)]).flat(),
    );
  const [inputs, targets] = [rows(data.inputs, data.features), rows(data.targets, data.outputs)];
  const labels = Array.from(chosen, (row) => data.targets.subarray(row * data.outputs).indexOf(1));
  const sizes = [data.features, hidden, hidden, data.outputs];
  const network = new Network(engine, fullyConnected({ sizes, activation: 'relu', weightScale: Math.SQRT2 }));
  network.initialise(random.stream('network'));
  const whole = network.evaluation(inputs);
  const perEpoch = Math.max(1, Math.floor(examples / BATCH));
  const last = epochs[epochs.length - 1];
  const training = new Training({
    network,
    loss,
    batches: shuffledBatches(inputs, targets, Math.min(BATCH, examples), random.stream('batches')),
    optimiser: adam(network, { weightDecay: networkDecay }),
    rate: RATE,
    steps: perEpoch * last,
  });
  const features = whole.computation.features[1].value;
  const columns = heap.matrix(hidden, examples);
  const weights = network.parameters.findLast(({ role }) => role === 'output')!.value;
  const curves: Record<'networkWithin' | 'networkSimplex' | 'networkDuality' | 'networkAccuracy', number[]> = {
    networkWithin: [],
    networkSimplex: [],
    networkDuality: [],
    networkAccuracy: [],
  };
  for (let epoch = 0; epoch <= last; epoch++) {
    if (epoch > 0) training.advance(perEpoch);
    reporter.check();
    reporter.progress(epoch / last);
    if (epoch !== epochs[curves.networkWithin.length]) continue;
    const outputs = whole.run();
    curves.networkAccuracy.push(accuracy(outputs, targets));
    transpose(features, columns);
    const found = collapseOf({ weights, features: columns, labels, classes: data.outputs }, engine);
    curves.networkWithin.push(found.nc1);
    curves.networkSimplex.push(found.simplexDistance);
    curves.networkDuality.push(found.duality);
    reporter.partial({ observables: asArrays<NeuralCollapseObservable>(curves) });
  }
  return { observables: asArrays<NeuralCollapseObservable>(curves) };
}

function transpose(from: Matrix, into: Matrix): void {
  const [x, y] = [from.values, into.values];
  for (let i = 0; i < from.rows; i++)
    for (let j = 0; j < from.columns; j++) y[j * from.rows + i] = x[i * from.columns + j];
}
