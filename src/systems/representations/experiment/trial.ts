import { shuffledBatches } from '../../../networks/batches.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { accuracy } from '../../../networks/losses.ts';
import { type Evaluation, Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { Training } from '../../../networks/train.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { cka, linearKernel } from '../../../similarity/kernels.ts';
import { mutualNeighbours } from '../../../similarity/neighbours.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { RepresentationsObservable } from '../observables.ts';
import { normalised, type RepresentationsProblem, splitDigits } from '../problem.ts';
import { ansatzCosines } from './ansatz.ts';

const BATCH = 50;
const NEIGHBOURS = 5;

/** Two networks with seeds of their own, trained or not, and how alike they see the same digits. */
export function runTrial(
  problem: RepresentationsProblem,
  { random, engine, reporter, wanted }: TrialContext<RepresentationsObservable>,
): Trial<RepresentationsObservable> {
  const { heap } = engine;
  const { parameters, layers } = problem;
  const { width, depth, activation, weightVariance, inputs: n, epochs, examples } = parameters;
  const { data, compared } = splitDigits(n);
  const isCompared = new Set(compared);
  const others = Array.from({ length: data.rows }, (_, row) => row).filter((row) => !isCompared.has(row));
  const chosen = new Set(random.stream('rows').choose(examples, others.length));
  const sizes = [data.features, ...new Array<number>(depth).fill(width), data.outputs];
  const model = fullyConnected({ sizes, activation, weightScale: Math.sqrt(weightVariance) });
  return heap.scope(() => {
    const samples = (rows: number[]) => ({
      inputs: heap.matrixFrom(rows.length, data.features, normalised(data, rows)),
      targets: heap.matrixFrom(
        rows.length,
        data.outputs,
        rows.flatMap((row) => Array.from(data.targets.subarray(row * data.outputs, (row + 1) * data.outputs))),
      ),
    });
    const seen = heap.matrixFrom(n, data.features, problem.inputs);
    const networks = [0, 1].map((seed) => {
      const network = new Network(engine, model);
      network.initialise(random.stream('network', seed));
      return network;
    });
    const looks = networks.map((network) => network.evaluation(seen));
    const both = (measure: (which: number) => number) => (measure(0) + measure(1)) / 2;
    const observables: Partial<Record<RepresentationsObservable, number>> = {};
    if (epochs > 0) {
      const [one, other] = looks.map((look) => linearKernel(lastLayer(look), engine));
      observables.startDistance = 1 - cka(one, other);
      const train = samples(others.filter((_, i) => chosen.has(i)));
      const held = samples([...compared, ...others.filter((_, i) => !chosen.has(i))]);
      const starts = networks.map(({ parameters: [weights] }) => Float64Array.from(weights.value.values));
      for (const which of [0, 1]) trainOne(which, train);
      const cosines = looks.map((look, which) => ansatzCosines(look, starts[which]));
      observables.ansatz = both((which) => cosines[which].now);
      observables.ansatzAtStart = both((which) => cosines[which].atStart);
      observables.accuracy = both((which) => accuracy(networks[which].predict(held.inputs), held.targets));
    }
    const features = looks.map(lastLayer);
    const kernels = features.map((one) => linearKernel(one, engine));
    const infinite = heap.matrixFrom(n, n, layers[depth - 1].kernel);
    observables.seedDistance = 1 - cka(kernels[0], kernels[1]);
    observables.kernelDistance = both((which) => 1 - cka(kernels[which], infinite));
    if (wanted.has('neighbours') && n > NEIGHBOURS)
      observables.neighbours = mutualNeighbours(features[0], features[1], NEIGHBOURS, engine);
    return { observables };

    function lastLayer(look: Evaluation): Matrix {
      look.run();
      return look.computation.features[depth - 1].value;
    }

    function trainOne(which: number, { inputs, targets }: ReturnType<typeof samples>): void {
      const network = networks[which];
      const batch = Math.min(BATCH, examples);
      const perEpoch = Math.floor(examples / batch);
      const training = new Training({
        network,
        loss: 'cross-entropy',
        batches: shuffledBatches(inputs, targets, batch, random.stream('batches', which)),
        optimiser: adam(network),
        rate: parameters.rate,
        steps: perEpoch * epochs,
      });
      for (let epoch = 0; epoch < epochs; epoch++) {
        reporter.check();
        reporter.progress((which + epoch / epochs) / 2);
        training.advance(perEpoch);
      }
    }
  });
}
