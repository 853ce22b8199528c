import { sharpness as sharpnessOf } from '../../../networks/lanczos.ts';
import { tangentKernel } from '../../../networks/tangent-kernel.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import { descend } from '../../shared/descent.ts';
import { drawTwoLayer, drawWide, type Start } from '../../shared/two-layer-start.ts';
import type { CatapultObservable } from '../observables.ts';
import { type CatapultProblem, INITIAL_KERNEL, LEARNED } from '../problem.ts';
import { divergentEdge, lazyEdge, RISE, SHARPER, sharpnessEdge, type Trainee } from './edges.ts';

type Context = TrialContext<CatapultObservable>;

/** Of Hessian eigenvectors, relative; eigenvalues are off by about the square of it. */
const RESIDUAL = 1e-5;

/** One network: trained at the rate asked for, and then again and again to find its edges. */
export function runTrial(problem: CatapultProblem, context: Context): Trial<CatapultObservable> {
  return context.engine.heap.scope(() => measure(problem, context));
}

function measure(problem: CatapultProblem, context: Context): Trial<CatapultObservable> {
  const { parameters: p } = problem;
  const { engine, random, reporter } = context;
  const isSolvable = p.model === 'solvable';
  const start = isSolvable
    ? drawTwoLayer(engine, { ...p, kernel: INITIAL_KERNEL }, random)
    : drawWide(engine, p, random);
  const sharpness = sharpnessOf(start.objective, random.stream('curvature'), { tolerance: RESIDUAL });
  const unit = isSolvable ? INITIAL_KERNEL : sharpness();
  // The first loss; and on labels ±1 what an output of 0 has.
  const failure = isSolvable ? start.objective.value() : 0.5;
  const trainee = { start, unit, steps: p.steps, failure, sharpness, check: () => reporter.check() };
  const observables = trainOnce(problem, trainee, context);
  if (p.edges === 'yes') {
    const found = {
      lazyEdge: lazyEdge(trainee),
      divergentEdge: divergentEdge(trainee),
      sharpnessEdge: isSolvable ? sharpnessEdge(trainee) : undefined,
    };
    for (const [name, value] of Object.entries(found) as [CatapultObservable, number | undefined][])
      if (value !== undefined) observables[name] = value;
  }
  return { observables };
}

const STEPS_BETWEEN_CHECKS = 32;

/** A training at the rate asked for. Where it diverges, nothing but the phase comes of it. */
function trainOnce(
  { parameters: { rate, steps }, measuredAt }: CatapultProblem,
  { start, unit, sharpness }: Trainee,
  { engine, reporter }: Context,
): Trial<CatapultObservable>['observables'] {
  const curves: Record<'loss' | 'kernel' | 'sharpness', number[]> = { loss: [], kernel: [], sharpness: [] };
  let [first, peak, before, rises] = [0, 0, Number.POSITIVE_INFINITY, false];
  const diverged = descend(
    start,
    () => rate / unit,
    steps,
    (step, loss) => {
      if (step % STEPS_BETWEEN_CHECKS === 0) reporter.check();
      if (step === 0) first = loss;
      rises ||= loss > LEARNED * first && loss > before * (1 + RISE);
      peak = Math.max(peak, loss);
      before = loss;
      if (step !== measuredAt[curves.loss.length]) return undefined;
      curves.loss.push(loss);
      curves.kernel.push(kernelOf(start, engine) / unit);
      curves.sharpness.push(sharpness() / unit);
      reporter.progress(step / steps);
      reporter.partial({ observables: asArrays(curves) });
      return undefined;
    },
  );
  if (diverged) return { phase: 4 };
  const sharpens = curves.sharpness.some((value) => value > curves.sharpness[0] * (1 + SHARPER));
  const last = curves.sharpness[curves.sharpness.length - 1];
  return {
    ...asArrays(curves),
    finalSharpness: last,
    settled: rate * last,
    peakLoss: peak / first,
    phase: sharpens && rises ? 3 : rises ? 2 : 1,
  };
}

/** The largest eigenvalue of the tangent kernel over the number of data. */
function kernelOf({ objective }: Start, engine: Engine): number {
  const { rows } = objective.evaluation.outputs.value;
  return engine.heap.scope(() => {
    const kernel = engine.heap.matrix(rows, rows);
    tangentKernel(objective.evaluation, kernel);
    return engine.eigh(kernel)[rows - 1] / rows;
  });
}
