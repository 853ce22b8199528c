import { dot } from '../../../networks/arrays.ts';
import type { Batches } from '../../../networks/batches.ts';
import type { Network } from '../../../networks/network.ts';
import { gradientDescent, heavyBall } from '../../../networks/optimisers.ts';
import { Training } from '../../../networks/train.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import { log } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { BatchSizeObservable } from '../observables.ts';
import type { BatchSizeParameters } from '../parameters.ts';
import type { NetworkProblem } from '../problem.ts';
import { type TeacherTask, teacherTask } from './task.ts';
import { TwoBatches } from './two-batches.ts';

/** After so many steps the race is given up. */
const MOST_STEPS = 50_000;
/** The risk is looked at after every step at first, then after so many more, relative. */
const PAUSE = 0.1;
/** A loss this high is not coming back. */
const LOST = 100;

/**
 * A race of learning rates: one network for each, on the same batches from the same start, until
 * the first is at the target. Noise scales are those of the start, and of the winner at the target.
 * Throws `NoConvergence` where none arrives.
 */
export function runNetwork(
  { parameters, rates }: NetworkProblem,
  { random, engine, reporter }: TrialContext<BatchSizeObservable>,
): Trial<BatchSizeObservable> {
  const { batch, noise, targetRisk } = parameters;
  return engine.heap.scope(() => {
    const task = teacherTask(engine);
    const scaleOf = (network: Network, when: string) => measureScale(network, task, noise, random.stream(when));
    const noiseScaleStart = scaleOf(task.student(), 'start');
    const batches = task.batches(batch, random.stream('batches'), noise);
    let racers = rates.map((rate) => new Racer(rate, parameters, task, batches));
    for (let step = 1; step <= MOST_STEPS && racers.length > 0; step += Math.max(1, Math.floor(PAUSE * step))) {
      for (const racer of racers) {
        reporter.check();
        racer.runTo(step);
      }
      racers = racers.filter(({ isLost }) => !isLost);
      const arrivals = racers.map((racer) => racer.arrival(targetRisk));
      const stepsToTarget = Math.min(...arrivals);
      if (stepsToTarget === Number.POSITIVE_INFINITY) continue;
      const winner = racers[arrivals.indexOf(stepsToTarget)];
      return {
        observables: {
          stepsToTarget,
          examplesToTarget: batch * stepsToTarget,
          tunedRate: winner.rate,
          noiseScaleStart,
          noiseScaleEnd: scaleOf(winner.network, 'end'),
        },
      };
    }
    throw new NoConvergence(
      `no learning rate has brought the network to a risk of ${targetRisk} within ${MOST_STEPS} steps: choose a larger targetRisk or batch, or less noise`,
    );
  });
}

/** A network that is trained at one rate. */
class Racer {
  readonly rate: number;
  readonly network: Network;
  private readonly training: Training;
  private readonly task: TeacherTask;
  /** Step and risk when it was last looked at, and before that. */
  private now: { step: number; risk: number };
  private before: { step: number; risk: number };

  constructor(rate: number, { optimiser, momentum }: BatchSizeParameters, task: TeacherTask, batches: Batches) {
    this.rate = rate;
    this.task = task;
    this.network = task.student();
    this.training = new Training({
      network: this.network,
      loss: 'squared',
      batches,
      optimiser: optimiser === 'heavy-ball' ? heavyBall(this.network, { momentum }) : gradientDescent(this.network),
      rate,
      steps: MOST_STEPS,
      largestLoss: LOST,
    });
    this.now = { step: 0, risk: task.risk(this.network) };
    this.before = this.now;
  }

  runTo(step: number): void {
    this.training.advance(step - this.training.step);
    this.before = this.now;
    this.now = { step, risk: this.task.risk(this.network) };
  }

  get isLost(): boolean {
    return this.training.outcome === 'diverged';
  }

  /** The step at which the risk came to the target, by its logarithm between two looks. */
  arrival(target: number): number {
    const { before, now } = this;
    if (now.risk > target) return Number.POSITIVE_INFINITY;
    return before.step + ((now.step - before.step) * log(before.risk / target)) / log(before.risk / now.risk);
  }
}

/** A large batch of 8192 examples, made of small ones. */
const [SMALL, SMALL_ONES] = [64, 128];

/** B_simple of a network with two batches. */
function measureScale(network: Network, task: TeacherTask, noise: number, random: Random): number {
  const { heap } = network.engine;
  return heap.scope(() => {
    const { model, flat } = network;
    const [inputs, targets] = [heap.matrix(SMALL, model.inputs), heap.matrix(SMALL, 1)];
    const objective = network.objective('squared', inputs, targets);
    const batches = task.batches(SMALL, random, noise);
    const mean = new Float64Array(model.size);
    const norms = new TwoBatches();
    for (let part = 0; part < SMALL_ONES; part++) {
      batches.fill(part, inputs, targets);
      objective.gradient();
      norms.small += dot(flat.adjoint, flat.adjoint) / SMALL_ONES;
      for (let i = 0; i < mean.length; i++) mean[i] += flat.adjoint.values[i] / SMALL_ONES;
    }
    norms.large = mean.reduce((sum, g) => sum + g * g, 0);
    return norms.noiseScale(SMALL, SMALL * SMALL_ONES);
  });
}
