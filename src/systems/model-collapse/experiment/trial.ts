import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { ModelCollapseObservable } from '../observables.ts';
import type { ModelCollapseProblem } from '../problem.ts';

/**
 * Two independent chains of real fits. The product of their errors is an unbiased estimate of the
 * squared bias, which one chain cannot give.
 */
export function runTrial(
  problem: ModelCollapseProblem,
  { random, engine, reporter }: TrialContext<ModelCollapseObservable>,
): Trial<ModelCollapseObservable> {
  const { eta, target, parameters } = problem;
  const { generations, labels } = parameters;
  const run = labels === 'replace' ? replacing : accumulating;
  const chains = ['first', 'second'].map((name, c) =>
    run(problem, random.stream(name), engine, (done) => {
      reporter.check();
      reporter.progress((c + done / generations) / 2);
    }),
  );
  const curve = (of: (k: number, first: number, second: number) => number) =>
    Float64Array.from({ length: generations }, (_, g) => {
      let sum = 0;
      for (let k = 0; k < eta.length; k++) sum += eta[k] * of(k, chains[0][g][k], chains[1][g][k]);
      return sum;
    });
  const excessError = curve((k, first, second) => (squared(first - target[k]) + squared(second - target[k])) / 2);
  const biasSquared = curve((k, first, second) => (first - target[k]) * (second - target[k]));
  return {
    observables: {
      excessError,
      biasSquared,
      variance: excessError.map((one, g) => one - biasSquared[g]),
      modelPower: curve((_, first, second) => (first * first + second * second) / 2),
    },
  };
}

type Chain = (
  problem: ModelCollapseProblem,
  random: Random,
  engine: Engine,
  passed: (generations: number) => void,
) => Float64Array[];

/** Every generation has fresh inputs, labelled by the one before. */
const replacing: Chain = (problem, random, engine, passed) => {
  const { parameters, target, ridge } = problem;
  const models: Float64Array[] = [];
  for (let g = 0; g < parameters.generations; g++) {
    passed(g);
    const stream = random.stream(g);
    models.push(
      engine.heap.scope(() => {
        const inputs = drawInputs(problem, stream, engine);
        const labels = drawLabels(problem, stream, inputs, models[g - 1] ?? target, engine);
        return Float64Array.from(fitRidge({ inputs, labels, ridge }, engine).coefficients.values);
      }),
    );
  }
  return models;
};

/** All generations see the same inputs, with every label that they were ever given. */
const accumulating: Chain = (problem, random, engine, passed) =>
  engine.heap.scope(() => {
    const { parameters, target, ridge } = problem;
    const inputs = drawInputs(problem, random, engine);
    const total = new Float64Array(parameters.samples);
    const models: Float64Array[] = [];
    for (let g = 0; g < parameters.generations; g++) {
      passed(g);
      models.push(
        engine.heap.scope(() => {
          const labels = drawLabels(problem, random.stream(g), inputs, models[g - 1] ?? target, engine);
          for (let i = 0; i < total.length; i++) {
            total[i] += labels.values[i];
            // Least squares on several labels of one input is that on their mean.
            labels.values[i] = total[i] / (g + 1);
          }
          return Float64Array.from(fitRidge({ inputs, labels, ridge }, engine).coefficients.values);
        }),
      );
    }
    return models;
  });

function drawInputs({ parameters, eta }: ModelCollapseProblem, random: Random, engine: Engine): Matrix {
  const inputs = engine.heap.matrix(parameters.samples, eta.length);
  random.stream('inputs').fillNormal(inputs);
  scaleColumns(inputs, eta);
  return inputs;
}

/** Xw + ε. */
function drawLabels(
  { parameters }: ModelCollapseProblem,
  random: Random,
  inputs: Matrix,
  model: Float64Array,
  engine: Engine,
): Matrix {
  const labels = engine.heap.matrix(inputs.rows, 1);
  random.stream('noise').fillNormal(labels);
  const weights = engine.heap.matrixFrom(model.length, 1, model);
  engine.gemm({ a: inputs, b: weights, c: labels, beta: Math.sqrt(parameters.noise) });
  return labels;
}
