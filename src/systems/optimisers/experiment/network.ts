import { scale } from '../../../networks/arrays.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { muon } from '../../../networks/muon.ts';
import { Network, type Objective } from '../../../networks/network.ts';
import { adam, gradientDescent, heavyBall, nesterov, type Optimiser } from '../../../networks/optimisers.ts';
import { twoLayerTeacher } from '../../../networks/teachers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { BadInput, NoConvergence } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import { wholePower } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { OptimisersObservable } from '../observables.ts';
import type { OptimiserName, OptimisersParameters } from '../parameters.ts';
import type { OptimisersProblem } from '../problem.ts';
import { arrival } from './arrival.ts';

const [INPUTS, HIDDEN, TEACHER_UNITS, SAMPLES] = [8, 24, 4, 128];
const model = fullyConnected({ sizes: [INPUTS, HIDDEN, HIDDEN, 1], activation: 'tanh' });
/** Rates of a race, each twice the one before. */
const RATES = 9;
const STEPS_BETWEEN_CHECKS = 4;

/**
 * A network of two hidden layers that learns a network of one from 128 examples, all in every step.
 * Of several rates that which is first at the target counts, and so for gradient descent, from the
 * same start. Throws `NoConvergence` where no rate arrives.
 */
export function runNetwork(
  { parameters, steps, patience }: OptimisersProblem,
  { random, engine, reporter, wanted }: TrialContext<OptimisersObservable>,
): Trial<OptimisersObservable> {
  const { optimiser, targetLoss, steps: last } = parameters;
  return engine.heap.scope(() => {
    const start = drawTask(random, engine);
    const check = () => reporter.check();
    const fast = race(optimiser, parameters, start, patience, check);
    fast.runTo(last);
    const slow = wanted.has('speedup') ? race('gradient-descent', parameters, start, patience, check) : undefined;
    const stepsToTarget = arrival(fast.losses, targetLoss)!;
    // The first at the target may be too fast to stay there.
    const stays = fast.losses.every(Number.isFinite);
    return {
      observables: {
        ...(stays && { loss: Float64Array.from(steps, (k) => fast.losses[k]) }),
        stepsToTarget,
        ...(slow && { speedup: arrival(slow.losses, targetLoss)! / stepsToTarget }),
      },
      without: { ...(!stays && { loss: 'training diverged after the target' }) },
    };
  });
}

/** Makes a network at the start of the task, and its loss on the data. */
type Start = () => { network: Network; objective: Objective };

function drawTask(random: Random, engine: Engine): Start {
  const { heap } = engine;
  const inputs = heap.matrix(SAMPLES, INPUTS);
  random.stream('inputs').fillNormal(inputs);
  // Of different sizes, as those of data are.
  for (let i = 0; i < SAMPLES * INPUTS; i++) inputs.values[i] /= Math.sqrt(1 + (i % INPUTS));
  const weights = heap.matrix(TEACHER_UNITS, INPUTS);
  random.stream('teacher').fillNormal(weights);
  const targets = heap.matrix(SAMPLES, 1);
  twoLayerTeacher(engine, weights, 'tanh', [1, -1, 1, -1]).label(inputs, targets);
  scale(0.5, targets);
  return () => {
    const network = new Network(engine, model);
    network.initialise(random.stream('start'));
    return { network, objective: network.objective('squared', inputs, targets) };
  };
}

/** The first to the target among all rates. */
function race(
  optimiser: OptimiserName,
  parameters: OptimisersParameters,
  start: Start,
  most: number,
  check: () => void,
): Racer {
  let racers = Array.from({ length: RATES }, (_, i) => {
    const { network, objective } = start();
    const { make, largest } = trained(optimiser, parameters);
    return new Racer(objective, make(network), largest / wholePower(2, i));
  });
  for (let k = 1; k <= most && racers.length > 0; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) check();
    for (const racer of racers) racer.runTo(k);
    racers = racers.filter(({ loss }) => Number.isFinite(loss));
    const first = racers.find(({ loss }) => loss <= parameters.targetLoss);
    if (first) return first;
  }
  throw new NoConvergence(
    `no rate of ${optimiser} has brought the network to ${parameters.targetLoss} of its loss within ${most} steps: choose a larger targetLoss, or more steps`,
  );
}

class Racer {
  /** Over that at the start, after each step. */
  readonly losses = [1];
  private readonly begin: number;

  constructor(
    private readonly objective: Objective,
    private readonly optimiser: Optimiser,
    private readonly rate: number,
  ) {
    this.begin = objective.gradient();
  }

  get loss(): number {
    return this.losses[this.losses.length - 1];
  }

  runTo(step: number): void {
    while (this.losses.length <= step) {
      this.optimiser.step(this.rate);
      this.losses.push(this.objective.gradient() / this.begin);
    }
  }
}

/** The optimiser, and the largest of the rates that it is given. */
function trained(optimiser: OptimiserName, { momentum, memory }: OptimisersParameters) {
  const makers: Partial<Record<OptimiserName, { make: (network: Network) => Optimiser; largest: number }>> = {
    'gradient-descent': { make: (network) => gradientDescent(network), largest: 8 },
    'heavy-ball': { make: (network) => heavyBall(network, { momentum }), largest: 8 * (1 - momentum) },
    nesterov: { make: (network) => nesterov(network, { momentum }), largest: 8 * (1 - momentum) },
    adam: { make: (network) => adam(network, { beta1: momentum, beta2: memory }), largest: 0.16 },
    muon: { make: (network) => muon(network, { momentum }), largest: 0.64 },
  };
  const maker = makers[optimiser];
  if (!maker) throw new BadInput(`networks are not trained with optimiser=${optimiser}`);
  return maker;
}
