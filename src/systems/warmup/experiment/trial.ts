import { hessian, preconditioned } from '../../../networks/curvature.ts';
import { extremeEigenpairs, sharpness as sharpnessOf } from '../../../networks/lanczos.ts';
import { adam } from '../../../networks/optimisers.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import { descend } from '../../shared/descent.ts';
import { bisectRate, leastRate } from '../../shared/rate-search.ts';
import { drawTwoLayer, drawWide, type Start } from '../../shared/two-layer-start.ts';
import type { WarmupObservable } from '../observables.ts';
import type { WarmupParameters } from '../parameters.ts';
import { INITIAL_KERNEL, LEARNED, SEARCH, scheduled, type WarmupProblem } from '../problem.ts';

type Context = TrialContext<WarmupObservable>;
type Observables = Trial<WarmupObservable>['observables'];

/** Of Hessian eigenvectors, relative; eigenvalues are off by about the square of it. */
const RESIDUAL = 1e-5;

/**
 * One network: trained with this warm-up to the rate asked for, and then to larger and larger ones.
 */
export function runTrial(problem: WarmupProblem, context: Context): Trial<WarmupObservable> {
  return context.engine.heap.scope(() => measure(problem, context));
}

function measure(problem: WarmupProblem, context: Context): Trial<WarmupObservable> {
  const { parameters: p } = problem;
  const { engine, random, reporter } = context;
  const start =
    p.model === 'solvable'
      ? drawTwoLayer(engine, { ...p, kernel: INITIAL_KERNEL }, random)
      : drawWide(engine, { ...p, depth: 1 }, random);
  const sharpness = sharpnessOf(start.objective, random.stream('curvature'), { tolerance: RESIDUAL });
  const unit = p.model === 'solvable' ? INITIAL_KERNEL : sharpness();
  const edge = edgeOfFirstStep(start, unit);
  const initial = p.initial === 'edge' ? edge : p.initial;
  const at = (target: number) => (step: number) => scheduled(initial, target, p.warmup, step) / unit;
  const observables: Observables = {
    ...trainOnce(problem, start, at(p.rate), { unit, sharpness }, context),
    initialRate: edge,
    preconditionedRatio: preconditionedRatio(start, p.beta2, random),
  };
  const largest = leastRate(SEARCH, (target) => {
    reporter.check();
    return diverges(start, at(target), p);
  });
  if (largest !== undefined) observables.largestRate = largest;
  if (p.model === 'network')
    for (const [name, gradientInitialised] of [
      ['adamPeak', false],
      ['giAdamPeak', true],
    ] as const)
      observables[name] = adamPeak(start, p, gradientInitialised);
  return { observables };
}

/** A training at the rate asked for. Where it diverges, nothing but the outcome comes of it. */
function trainOnce(
  { parameters: { steps }, measuredAt }: WarmupProblem,
  start: Start,
  rate: (step: number) => number,
  { unit, sharpness }: { unit: number; sharpness: () => number },
  { reporter }: Context,
): Observables {
  const curves: Record<'loss' | 'sharpness' | 'load', number[]> = { loss: [], sharpness: [], load: [] };
  const diverged = descend(start, rate, steps, (step, loss) => {
    if (step !== measuredAt[curves.loss.length]) return undefined;
    reporter.check();
    const now = sharpness();
    curves.loss.push(loss);
    curves.sharpness.push(now / unit);
    curves.load.push(rate(step) * now);
    reporter.progress(step / steps);
    reporter.partial({ observables: asArrays(curves) });
    return undefined;
  });
  if (diverged) return { outcome: 2 };
  return { ...asArrays(curves), outcome: 1, finalSharpness: curves.sharpness[curves.sharpness.length - 1] };
}

function diverges(start: Start, rate: (step: number) => number, { steps, warmup }: WarmupParameters): boolean {
  let first = 0;
  return descend(start, rate, steps, (step, loss) => {
    if (step === 0) first = loss;
    return step > warmup && loss <= LEARNED * first;
  });
}

/** In units of 1/λ₀, the largest rate up to which no first step raises the loss. */
function edgeOfFirstStep(start: Start, unit: number): number {
  const raises = (c: number) => {
    let [first, last] = [0, 0];
    const diverged = descend(
      start,
      () => c / unit,
      1,
      (step, loss) => {
        if (step === 0) first = loss;
        last = loss;
        return undefined;
      },
    );
    return diverged || last > first;
  };
  // Bracketed by a factor of 1.1 from 1 on; a step always falls short of raising the loss below it.
  let high = 1;
  while (!raises(high)) high *= 1.1;
  return bisectRate(high / 1.1, high, raises, 1 + 1e-12);
}

/** Small beside every gradient that matters: the ratio is that of the second moments. */
const EPSILON = 1e-12;

/** Largest eigenvalue of P⁻¹H after the first gradient: GI-Adam's over Adam's. */
function preconditionedRatio(start: Start, beta2: number, random: Random): number {
  const [plain, initialised] = [false, true].map((gradientInitialised) => {
    const { network, objective, reset } = start;
    const { heap } = network.engine;
    return heap.scope(() => {
      reset();
      const optimiser = adam(network, { beta2, epsilon: EPSILON, gradientInitialised });
      const p = heap.matrix(network.model.size, 1);
      objective.gradient();
      optimiser.step(0);
      optimiser.preconditioner(p);
      const operator = preconditioned(hessian(objective), p);
      return extremeEigenpairs(operator, { random: random.stream('preconditioned'), tolerance: RESIDUAL }).values[0];
    });
  });
  return initialised / plain;
}

function adamPeak(start: Start, { adamRate, beta2, steps }: WarmupParameters, gradientInitialised: boolean): number {
  let [first, peak] = [0, 0];
  descend(
    start,
    () => adamRate,
    steps,
    (step, loss) => {
      if (step === 0) first = loss;
      peak = Math.max(peak, loss);
      return undefined;
    },
    (network) => adam(network, { beta2, gradientInitialised }),
  );
  return peak / first;
}
