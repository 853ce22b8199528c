import { shuffledBatches } from '../../../networks/batches.ts';
import { accuracy } from '../../../networks/losses.ts';
import { type Evaluation, Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { functionCosine } from '../../../networks/overlaps.ts';
import type { Samples } from '../../../networks/samples.ts';
import { Training } from '../../../networks/train.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { cka, linearKernel } from '../../../similarity/kernels.ts';
import { mutualNeighbours } from '../../../similarity/neighbours.ts';
import { procrustes, svcca } from '../../../similarity/subspaces.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { RepresentationsObservable } from '../observables.ts';
import type { RepresentationsParameters } from '../parameters.ts';
import { normalised, type RepresentationsProblem, splitDigits } from '../problem.ts';
import { ansatzCosines } from './ansatz.ts';
import { otherModel, ownModel } from './models.ts';

const BATCH = 50;
const NEIGHBOURS = 5;
const COMPONENTS = 5;

type Values = Partial<Record<RepresentationsObservable, number>>;

/**
 * Two networks with seeds of their own, and a third of another shape if asked for; trained or not,
 * and how alike they see the same digits.
 */
export function runTrial(
  problem: RepresentationsProblem,
  { random, engine, reporter, wanted }: TrialContext<RepresentationsObservable>,
): Trial<RepresentationsObservable> {
  const { heap } = engine;
  const { parameters, layers } = problem;
  const { inputs: n, epochs, examples } = parameters;
  const { data, compared } = splitDigits(n);
  const ends = { inputs: data.features, outputs: data.outputs };
  const isCompared = new Set(compared);
  const others = Array.from({ length: data.rows }, (_, row) => row).filter((row) => !isCompared.has(row));
  const chosen = new Set(random.stream('rows').choose(examples, others.length));
  return heap.scope(() => {
    const samples = (rows: number[]): Samples => ({
      inputs: heap.matrixFrom(rows.length, data.features, normalised(data, rows)),
      targets: heap.matrixFrom(
        rows.length,
        data.outputs,
        rows.flatMap((row) => Array.from(data.targets.subarray(row * data.outputs, (row + 1) * data.outputs))),
      ),
    });
    const seen = heap.matrixFrom(n, data.features, problem.inputs);
    const own = ownModel(parameters, ends);
    const other = otherModel(parameters, ends);
    const networks = (other ? [own, own, other] : [own, own]).map((model, which) => {
      const network = new Network(engine, model);
      network.initialise(random.stream('network', which));
      return network;
    });
    const looks = networks.map((network) => network.evaluation(seen));
    const both = (measure: (which: number) => number) => (measure(0) + measure(1)) / 2;
    const observables: Values = {};
    if (epochs > 0) {
      const [one, two] = looks.slice(0, 2).map((look) => linearKernel(representation(look), engine));
      observables.startDistance = 1 - cka(one, two);
      const train = samples(others.filter((_, i) => chosen.has(i)));
      const held = samples([...compared, ...others.filter((_, i) => !chosen.has(i))]);
      const starts = networks.map(({ parameters: [weights] }) => Float64Array.from(weights.value.values));
      for (const [which, network] of networks.entries())
        trainOne(network, train, parameters, random.stream('batches', which), (fraction) => {
          reporter.check();
          reporter.progress((which + fraction) / networks.length);
        });
      const cosines = looks.slice(0, 2).map((look, which) => ansatzCosines(look, starts[which]));
      observables.ansatz = both((which) => cosines[which].now);
      observables.ansatzAtStart = both((which) => cosines[which].atStart);
      const answers = networks.slice(0, 2).map((network) => network.predict(held.inputs));
      observables.accuracy = both((which) => accuracy(answers[which], held.targets));
      observables.seedOverlap = functionCosine(answers[0], answers[1]);
    }
    const features = looks.map(representation);
    const kernels = features.map((one) => linearKernel(one, engine));
    const infinite = heap.matrixFrom(n, n, layers[layers.length - 1].kernel);
    observables.seedDistance = 1 - cka(kernels[0], kernels[1]);
    observables.kernelDistance = both((which) => 1 - cka(kernels[which], infinite));
    if (wanted.has('neighbours') && n > NEIGHBOURS)
      observables.neighbours = mutualNeighbours(features[0], features[1], NEIGHBOURS, engine);
    Object.assign(observables, subspaces(features, wanted, engine));
    if (other) observables.otherDistance = both((which) => 1 - cka(kernels[which], kernels[2]));
    return { observables, without: undefinedOf(problem) };
  });
}

/** SVCCA and Procrustes similarity of the two seeds, and of either and the third network. */
function subspaces(features: Matrix[], wanted: ReadonlySet<RepresentationsObservable>, engine: Engine): Values {
  const [one, two, third] = features;
  const values: Values = {};
  const compare = (
    [name, otherName]: [RepresentationsObservable, RepresentationsObservable],
    measure: (x: Matrix, y: Matrix) => number,
  ) => {
    if (wanted.has(name)) values[name] = measure(one, two);
    if (third && wanted.has(otherName)) values[otherName] = (measure(one, third) + measure(two, third)) / 2;
  };
  const most = Math.min(...features.map(({ columns }) => columns), Math.ceil(one.rows / 2) - 1);
  if (COMPONENTS <= most) compare(['svcca', 'otherSvcca'], (x, y) => svcca(x, y, COMPONENTS, engine));
  compare(['procrustes', 'otherProcrustes'], (x, y) => procrustes(x, y, engine).similarity);
  return values;
}

/** Why measures have no value for so few inputs. */
function undefinedOf({
  parameters: { inputs: n },
}: RepresentationsProblem): Trial<RepresentationsObservable>['without'] {
  const [few, components] = [`${NEIGHBOURS} neighbours`, `${COMPONENTS} components`];
  const of = (what: string, least: number) => `${what} take at least ${least} inputs, and there are ${n}`;
  return {
    ...(n <= NEIGHBOURS && { neighbours: of(few, NEIGHBOURS + 1) }),
    ...(n <= 2 * COMPONENTS && {
      svcca: of(components, 2 * COMPONENTS + 1),
      otherSvcca: of(components, 2 * COMPONENTS + 1),
    }),
  };
}

/** What the last hidden layer makes of the inputs. */
function representation(look: Evaluation): Matrix {
  look.run();
  const { features } = look.computation;
  return features[features.length - 1].value;
}

function trainOne(
  network: Network,
  { inputs, targets }: Samples,
  { examples, epochs, rate }: RepresentationsParameters,
  random: Random,
  report: (fraction: number) => void,
): void {
  const batch = Math.min(BATCH, examples);
  const perEpoch = Math.floor(examples / batch);
  const training = new Training({
    network,
    loss: 'cross-entropy',
    batches: shuffledBatches(inputs, targets, batch, random),
    optimiser: adam(network),
    rate,
    steps: perEpoch * epochs,
  });
  for (let epoch = 0; epoch < epochs; epoch++) {
    report(epoch / epochs);
    training.advance(perEpoch);
  }
}
