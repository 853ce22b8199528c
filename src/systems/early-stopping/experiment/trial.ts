import { axpy, clear, scale } from '../../../networks/arrays.ts';
import type { Heap, Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { EarlyStoppingObservable } from '../observables.ts';
import { type EarlyStoppingProblem, timesOf } from '../problem.ts';

/** Averages are taken over so many of their mean times: e^(−12) of the weight is left. */
const AVERAGED = 12;
/** Draws of the noise in one trial, trained side by side. */
const DRAWS = 64;
/** e^(−12): averages end when all that is left of their weight is this. */
const NEGLIGIBLE = 6e-6;
const STEPS_BETWEEN_CHECKS = 64;

/** Some draws of label noise; descent from w = 0, step by step, for as long as averages need it. */
export function runTrial(
  problem: EarlyStoppingProblem,
  { random, engine, reporter, wanted }: TrialContext<EarlyStoppingObservable>,
): Trial<EarlyStoppingObservable> {
  const { parameters, X, truth, eta, steps } = problem;
  const { samples: n, dimension: d, noise, momentum } = parameters;
  const { heap } = engine;
  return heap.scope(() => {
    const inputs = heap.matrixFrom(n, d, X);
    const truths = heap.matrix(d, DRAWS);
    for (let i = 0; i < d * DRAWS; i++) truths.values[i] = truth[Math.floor(i / DRAWS)];
    const clean = heap.matrix(n, DRAWS);
    engine.gemm({ a: inputs, b: truths, c: clean });
    const labels = heap.matrix(n, DRAWS);
    random.stream('noise').fillNormal(labels);
    scale(Math.sqrt(noise), labels);
    axpy(1, clean, labels);

    const weights = heap.matrix(d, DRAWS);
    const velocity = heap.matrix(d, DRAWS);
    const outputs = heap.matrix(n, DRAWS);
    clear(weights);
    clear(velocity);
    const predictOutputs = engine.prepareGemm({ a: inputs, b: weights, c: outputs });
    // Residuals take the outputs' place: m ← βm + Xᵀ(Xw − y)/n.
    const push = engine.prepareGemm({
      a: inputs,
      b: outputs,
      transposeA: true,
      c: velocity,
      alpha: 1 / n,
      beta: momentum,
    });
    const averages = momentum === 0 && wanted.has('ridgeRisk') ? new Averages(problem, heap) : undefined;
    const last = steps[steps.length - 1];
    const total = averages ? AVERAGED * last : last;
    const risk: number[] = [];
    for (let k = 0; k <= total; k++) {
      if (k % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(k / total);
      }
      predictOutputs();
      if (steps[risk.length] === k) risk.push(meanSquare(outputs, clean));
      averages?.add(outputs);
      if (k === total) break;
      axpy(-1, labels, outputs);
      push();
      axpy(-eta, velocity, weights);
    }
    return {
      observables: {
        risk: Float64Array.from(risk),
        ...(averages && { ridgeRisk: averages.risks(clean) }),
      },
    };
  });
}

/** (1 − γ) Σ_k γ^k Xw_k with γ = 1/(1 + η/t), for each time t. */
class Averages {
  private readonly gammas: Float64Array;
  private readonly weights: Float64Array;
  private readonly sums: Matrix[];

  constructor(problem: EarlyStoppingProblem, heap: Heap) {
    this.gammas = timesOf(problem).map((t) => 1 / (1 + problem.eta / t));
    this.weights = this.gammas.map((gamma) => 1 - gamma);
    this.sums = Array.from(this.gammas, () => heap.matrix(problem.parameters.samples, DRAWS));
    for (const sum of this.sums) clear(sum);
  }

  add(outputs: Matrix): void {
    this.sums.forEach((sum, s) => {
      // Nothing is left of it.
      if (this.weights[s] < NEGLIGIBLE * (1 - this.gammas[s])) return;
      axpy(this.weights[s], outputs, sum);
      this.weights[s] *= this.gammas[s];
    });
  }

  risks(clean: Matrix): Float64Array {
    return Float64Array.from(this.sums, (sum) => meanSquare(sum, clean));
  }
}

/** (1/n)|X(w − w*)|², averaged over the draws. */
function meanSquare(outputs: Matrix, clean: Matrix): number {
  const { values } = outputs;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += squared(values[i] - clean.values[i]);
  return squares / values.length;
}
