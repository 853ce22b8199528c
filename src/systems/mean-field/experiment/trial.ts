import type { Network } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import { kernelAlignment, kernelMovement } from '../../../networks/probes.ts';
import { featureKernel, tangentKernel } from '../../../networks/tangent-kernel.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { MeanFieldObservable } from '../observables.ts';
import type { MeanFieldProblem } from '../problem.ts';
import { halvesOf, wideNetwork } from './networks.ts';

/** What is measured at a step. */
type Sight = Record<Exclude<MeanFieldObservable, 'kernelMovement' | 'widthDeviation'>, number>;

/** A network with random weights, trained; and its halves, where they are wanted. */
export function runTrial(
  problem: MeanFieldProblem,
  { engine, random, reporter, wanted }: TrialContext<MeanFieldObservable>,
): Trial<MeanFieldObservable> {
  return engine.heap.scope(() => {
    const { width, steps } = problem.parameters;
    const network = wideNetwork(problem, engine, width);
    network.initialise(random.stream('weights'));
    const halves = wanted.has('widthDeviation') && width >= 2 ? halvesOf(problem, network) : [];
    const curves: Partial<Record<keyof Sight, number[]>> = {};
    const moved = train(
      problem,
      network,
      (step, sight) => {
        for (const [name, value] of Object.entries(sight) as [keyof Sight, number][])
          curves[name] = [...(curves[name] ?? []), value];
        reporter.progress(step / steps);
        reporter.partial({ observables: asArrays(curves) });
      },
      reporter.check,
    );
    const observables: Trial<MeanFieldObservable>['observables'] = { ...asArrays(curves), kernelMovement: moved };
    if (halves.length > 0) {
      const [one, other] = halves.map((half) => {
        let last = 0;
        train(
          problem,
          half,
          (_, sight) => {
            last = sight.tangentKernel;
          },
          reporter.check,
        );
        return last;
      });
      observables.widthDeviation = (one + other) / (2 * curves.tangentKernel!.at(-1)!) - 1;
    }
    return { observables };
  });
}

/** A loss above this many times the first has diverged. */
const DIVERGED = 1e12;

/**
 * Full-batch gradient descent from where the network stands, its output counted from there.
 * `visit` sees it at the problem's steps. Returns how far the tangent kernel moved. Throws
 * `NoConvergence` where training diverges.
 */
function train(
  { parameters: { steps, rate }, targets: y, inputKernel, measuredAt }: MeanFieldProblem,
  network: Network,
  visit: (step: number, sight: Sight) => void,
  check: () => void,
): number {
  const { engine } = network;
  const { heap } = engine;
  return heap.scope(() => {
    const P = y.length;
    // Rows with x·x′/P as the kernel says.
    const inputs = heap.matrixFrom(
      P,
      P,
      inputKernel.flatMap((row) => Array.from(row)),
    );
    engine.cholesky(inputs);
    for (let k = 0; k < P * P; k++) inputs.values[k] *= Math.sqrt(P);
    const targets = heap.matrixFrom(P, 1, y);
    const start = Float64Array.from(network.predict(inputs).values);
    const shifted = heap.matrixFrom(
      P,
      1,
      y.map((one, mu) => one + start[mu]),
    );
    const objective = network.objective('squared', inputs, shifted);
    const optimiser = gradientDescent(network);
    const { evaluation } = objective;
    const movement = kernelMovement(evaluation, tangentKernel);
    const kernel = heap.matrix(P, P);
    const first = objective.value();
    let next = 0;
    for (let step = 0; ; step++) {
      check();
      const loss = objective.gradient();
      if (!(loss <= DIVERGED * first)) throw new NoConvergence(`training diverges by step ${step}`);
      if (step === measuredAt[next]) {
        next++;
        const outputs = evaluation.outputs.value.values;
        const learned = y.reduce((sum, one, mu) => sum + one * (outputs[mu] - start[mu]), 0) / squareOf(y);
        tangentKernel(evaluation, kernel);
        const [tangent, tangentAlignment] = [meanDiagonal(kernel), kernelAlignment(kernel, targets)];
        featureKernel(evaluation, kernel);
        const [features, featureAlignment] = [meanDiagonal(kernel), kernelAlignment(kernel, targets)];
        visit(step, {
          loss,
          learned,
          tangentKernel: tangent,
          tangentAlignment,
          featureKernel: features,
          featureAlignment,
        });
        // Kernels have used the memory of the gradient.
        objective.gradient();
      }
      if (step === steps) return movement();
      optimiser.step(rate);
    }
  });
}

function squareOf(y: Float64Array): number {
  return y.reduce((sum, one) => sum + one * one, 0);
}

function meanDiagonal({ rows, values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += values[i * (rows + 1)];
  return sum / rows;
}
