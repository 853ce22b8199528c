import { axpy, clear } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NotFinite } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { NeuralScalingObservable } from '../observables.ts';
import { hasFrontier, learnsAll, type NeuralScalingProblem } from '../problem.ts';
import { drawInputs, drawLabels, drawProjection, drawTargets, featuresOf, freshBatches } from './draws.ts';
import { decayExponent, measureFrontier } from './frontier.ts';
import {
  DiagonalLearner,
  type Learner,
  OnePassLearner,
  PopulationLearner,
  sampleLearner,
  testLoss,
} from './learners.ts';

const STEPS_BETWEEN_CHECKS = 32;

const NO_PHASE = 'phases of capacity up to 1 show at model sizes far above 10³';

/** A model, and the projection that takes its weights to the modes. */
interface Member {
  learner: Learner;
  projection: Matrix | undefined;
}

/** One draw of projections and data; all members of the ensemble are trained step by step. */
export function runTrial(
  problem: NeuralScalingProblem,
  { random, engine, reporter, wanted }: TrialContext<NeuralScalingObservable>,
): Trial<NeuralScalingObservable> {
  const { parameters, steps } = problem;
  const { heap } = engine;
  return heap.scope(() => {
    const targets = drawTargets(problem, random.stream('targets'), engine);
    const members = drawMembers(problem, targets, random, engine);
    const onModes = heap.matrix(targets.rows, targets.columns);
    const lossOf = (weights: (learner: Learner) => Matrix) => {
      clear(onModes);
      for (const { learner, projection } of members) addToModes(weights(learner), projection, onModes, engine);
      const { values } = onModes;
      for (let i = 0; i < values.length; i++) values[i] /= members.length;
      return testLoss(problem, targets, onModes);
    };
    const curves = { testLoss: [] as number[], trainLoss: [] as number[] };
    const isCurve = wanted.has('testLoss') || wanted.has('trainLoss');
    const last = isCurve ? steps[steps.length - 1] : 0;
    for (let step = 1; step <= last; step++) {
      if (step % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(step / last);
      }
      for (const { learner } of members) learner.step();
      if (steps[curves.testLoss.length] !== step) continue;
      curves.testLoss.push(
        finite(
          lossOf((learner) => learner.weights()),
          step,
        ),
      );
      if (members[0].learner.trainLoss) curves.trainLoss.push(members[0].learner.trainLoss());
      reporter.partial({ observables: measured(curves) });
    }
    const hasPhase = wanted.has('phaseExponent') && hasFrontier(parameters) && parameters.learning === 'one-pass';
    const showsPhase = hasPhase && parameters.capacity > 1;
    const onFrontier = wanted.has('frontierLoss') && hasFrontier(parameters);
    const frontierLoss = onFrontier || showsPhase ? measureFrontier(problem, random, engine, reporter) : undefined;
    const phaseExponent = showsPhase ? decayExponent(problem.compute, frontierLoss!) : undefined;
    const hasEnd = wanted.has('convergedLoss') && parameters.learning !== 'one-pass' && !learnsAll(parameters);
    return {
      observables: {
        ...measured(curves),
        ...(frontierLoss && { frontierLoss }),
        ...(phaseExponent !== undefined && { phaseExponent }),
        ...(hasEnd && { convergedLoss: heap.scope(() => lossOf((learner) => learner.converged!())) }),
      },
      ...(hasPhase && phaseExponent === undefined && { without: { phaseExponent: NO_PHASE } }),
    };
  });
}

/** Curves that have begun. */
function measured(curves: Record<'testLoss' | 'trainLoss', number[]>) {
  return asArrays(Object.fromEntries(Object.entries(curves).filter(([, values]) => values.length > 0)));
}

function finite(loss: number, step: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new NotFinite(`training has diverged by step ${step}: choose a smaller rate`);
}

function drawMembers(problem: NeuralScalingProblem, targets: Matrix, random: Random, engine: Engine): Member[] {
  const { members, own, learning, projection, features, samples, noise, rate } = problem.parameters;
  const projectionOf = once((member) =>
    projection === 'random'
      ? drawProjection(problem, features, random.stream('projection', member), engine)
      : undefined,
  );
  const dataOf = once((member) => {
    const inputs = drawInputs(problem, samples, random.stream('inputs', member), engine);
    return { inputs, labels: drawLabels(inputs, targets, noise, random.stream('noise', member), engine) };
  });
  const ownFeatures = own !== 'data' || learning === 'population';
  const ownData = own !== 'features' || projection === 'none';
  return Array.from({ length: members }, (_, member): Member => {
    const projected = projectionOf(ownFeatures ? member : 0);
    const learner = (() => {
      if (learning === 'population') return populationLearner(problem, projected, targets, engine);
      if (learning === 'one-pass')
        return new OnePassLearner(
          engine,
          freshBatches(problem, projected, targets, engine),
          random.stream('batches', member),
          rate,
        );
      const { inputs, labels } = dataOf(ownData ? member : 0);
      return sampleLearner(engine, featuresOf(inputs, projected, engine), labels, rate);
    })();
    return { learner, projection: projected };
  });
}

/** With S = AΛAᵀ/N and g = AΛw/√N, or all modes as they are. */
function populationLearner(
  { lambda, parameters }: NeuralScalingProblem,
  projection: Matrix | undefined,
  targets: Matrix,
  engine: Engine,
): Learner {
  const { heap } = engine;
  if (!projection) return new DiagonalLearner(heap, lambda, targets, parameters.rate);
  const { rows, columns } = projection;
  const covariance = heap.matrix(rows, rows);
  const pull = heap.matrix(rows, targets.columns);
  heap.scope(() => {
    const weighted = heap.matrix(rows, columns);
    const [products, entries] = [weighted.values, projection.values];
    for (let i = 0; i < entries.length; i++) products[i] = entries[i] * lambda[i % columns];
    engine.gemm({ a: weighted, b: projection, transposeB: true, c: covariance });
    engine.gemm({ a: weighted, b: targets, c: pull });
  });
  return new PopulationLearner(engine, covariance, pull, parameters.rate);
}

function addToModes(weights: Matrix, projection: Matrix | undefined, onModes: Matrix, engine: Engine): void {
  if (projection) engine.gemm({ a: projection, transposeA: true, b: weights, c: onModes, beta: 1 });
  else axpy(1, weights, onModes);
}

/** What is drawn for a member, once. */
function once<T>(draw: (member: number) => T): (member: number) => T {
  const drawn = new Map<number, T>();
  return (member) => {
    if (!drawn.has(member)) drawn.set(member, draw(member));
    return drawn.get(member) as T;
  };
}
