import { fullyConnected } from '../../networks/fully-connected.ts';
import { Network } from '../../networks/network.ts';
import { gradientDescent } from '../../networks/optimisers.ts';
import { tangentKernel } from '../../networks/tangent-kernel.ts';
import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import { squared } from '../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../numeric/symmetric.ts';
import { gramMatrix } from './gram.ts';
import type { Architecture } from './kernels.ts';
import { trainOnKernel } from './theory/dynamics.ts';

export interface FiniteWidthOptions {
  architecture: Architecture;
  /** Units of each hidden layer. */
  width: number;
  /** Initialisations to average over. */
  draws: number;
  engine: Engine;
  /** Of inputs and initial weights. */
  random: Random;
  /**
   * Keep the initial output f_0, which has a variance of its own. Otherwise the network is f − f_0,
   * and begins at zero.
   */
  keepOutput?: boolean;
}

/**
 * Mean squares over initialisations, and over the training and test points. f is the trained
 * network, Θ_0 and Θ_T its tangent kernels.
 */
export interface FiniteWidthMeans {
  /**
   * |f − f_∞|²/|f_∞ − f_0|², with f_∞ from the same f_0 by the same steps on the infinite network's
   * kernel.
   */
  distance: number;
  /**
   * The same with Θ_0 in place of the infinite network's kernel: what the linearised network
   * misses.
   */
  nonlinearity: number;
  /** |Θ_0 − Θ|²/|Θ|² with the infinite network's Θ, in Frobenius norms. */
  noise: number;
  /** |Θ_T − Θ_0|²/|Θ|². */
  drift: number;
  /** The same among test points alone. */
  testDrift: number;
  /**
   * |E(Θ_T − Θ_0)|²/|Θ|², the part of the drift that is the same in all draws: an unbiased
   * estimate, which may be negative. NaN for one draw.
   */
  meanDrift: number;
}

const [DIMENSION, TRAINING, TEST, STEPS] = [6, 8, 8, 12];
const POINTS = TRAINING + TEST;
/**
 * Of the step that would fit the kernel's first eigendirection at once: a narrow network's first
 * eigenvalue may be up to 2/0.7 times as large.
 */
const STEP = 0.7;

/**
 * Trains all layers of a fully connected network in NTK parameterisation by full-batch gradient
 * descent on the mean of ½(f − y)², and compares it with training on its kernel. The training set
 * is 8 points on a sphere in 6 dimensions with y = x_1 + x_2 x_3; after 12 steps 90 % or more of
 * the labels' square is fitted. Throws `OutOfRange` for a width that cannot be, or so small that
 * the steps diverge.
 */
export function trainAtFiniteWidth(options: FiniteWidthOptions): FiniteWidthMeans {
  const { architecture, width, draws, engine, random, keepOutput = false } = options;
  const { heap } = engine;
  return heap.scope(() => {
    const points = heap.matrix(POINTS, DIMENSION);
    random.stream('points').fillNormal(points);
    putOnSphere(points);
    const labels = Float64Array.from({ length: TRAINING }, (_, i) => {
      const [x1, x2, x3] = points.values.subarray(i * DIMENSION);
      return x1 + x2 * x3;
    });
    const gram = heap.matrix(POINTS, POINTS);
    gramMatrix({ kernel: 'ntk', ...architecture }, points, gram, engine);
    const infinite = Float64Array.from(gram.values);
    const { values: rates } = eigenvaluesAndVectors(trainingBlock(infinite), TRAINING, engine);
    const step = (STEP * TRAINING) / rates[TRAINING - 1];

    const finite = new Network(engine, finiteModel(architecture, width));
    const evaluation = finite.evaluation(points);
    const targets = heap.matrix(TRAINING, 1);
    const objective = finite.objective('squared', points.head(TRAINING), targets);
    const optimiser = gradientDescent(finite);
    const kernelNow = () => {
      tangentKernel(evaluation, gram);
      return Float64Array.from(gram.values);
    };

    const sums = { distance: 0, nonlinearity: 0, noise: 0, drift: 0, testDrift: 0, moved: 0 };
    const changes = new Float64Array(POINTS * POINTS);
    for (let draw = 0; draw < draws; draw++) {
      finite.initialise(random.stream(width, draw));
      const first = kernelNow();
      const start = Float64Array.from(evaluation.run().values);
      const missing = labels.map((label, i) => (keepOutput ? label - start[i] : label));
      targets.values.set(missing.map((residual, i) => start[i] + residual));
      for (let k = 0; k < STEPS; k++) {
        objective.gradient();
        optimiser.step(step);
      }
      const moved = Float64Array.from(evaluation.run().values, (f, i) => f - start[i]);
      const predicted = moveOnKernel(infinite, missing, step, engine);
      sums.distance += squaredDistance(moved, predicted);
      sums.nonlinearity += squaredDistance(moved, moveOnKernel(first, missing, step, engine));
      sums.moved += squaredDistance(predicted);
      sums.noise += squaredDistance(first, infinite);
      const last = kernelNow();
      sums.drift += squaredDistance(last, first);
      sums.testDrift += squaredDistance(testBlock(last), testBlock(first));
      for (let at = 0; at < changes.length; at++) changes[at] += last[at] - first[at];
    }
    const kernelSize = draws * squaredDistance(infinite);
    return {
      distance: sums.distance / sums.moved,
      nonlinearity: sums.nonlinearity / sums.moved,
      noise: sums.noise / kernelSize,
      drift: sums.drift / kernelSize,
      testDrift: sums.testDrift / (draws * squaredDistance(testBlock(infinite))),
      // E |Σ|² = N E|x|² + N(N − 1)|E x|² for a sum Σ of N draws of x.
      meanDrift: (squaredDistance(changes) - sums.drift) / ((draws - 1) * kernelSize),
    };
  });
}

/**
 * In NTK parameterisation the networks library has the factors d^(−½) and width^(−½) of
 * `Architecture` already.
 */
function finiteModel({ activation, depth, weightVariance, biasVariance }: Architecture, width: number) {
  return fullyConnected({
    sizes: [DIMENSION, ...new Array<number>(depth).fill(width), 1],
    activation,
    parameterisation: 'ntk',
    weightScale: Math.sqrt(weightVariance),
    biasDeviation: 1,
    biasMultiplier: Math.sqrt(biasVariance),
  });
}

/** Rows to length √d. */
function putOnSphere({ values, rows, columns }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    const row = values.subarray(i * columns, (i + 1) * columns);
    const factor = Math.sqrt(columns / squaredDistance(row));
    for (let k = 0; k < columns; k++) row[k] *= factor;
  }
}

/** f − f_0 at all points after training on a kernel, the first points being the training set. */
function moveOnKernel(kernel: Float64Array, labels: Float64Array, step: number, engine: Engine): Float64Array {
  const cross = trainingColumns(kernel);
  const problem = { kernel: trainingBlock(kernel), labels, cross, step, samples: TRAINING };
  return trainOnKernel(problem, [STEPS * step], engine).test[0];
}

/** Of a kernel among all points, that between all and the training points. */
function trainingColumns(kernel: Float64Array): Float64Array {
  return Float64Array.from(
    { length: POINTS * TRAINING },
    (_, at) => kernel[Math.floor(at / TRAINING) * POINTS + (at % TRAINING)],
  );
}

function trainingBlock(kernel: Float64Array): Float64Array {
  return trainingColumns(kernel).slice(0, TRAINING * TRAINING);
}

function testBlock(kernel: Float64Array): Float64Array {
  return kernel.filter((_, at) => Math.floor(at / POINTS) >= TRAINING && at % POINTS >= TRAINING);
}

/** |a − b|², or |a|². */
function squaredDistance(a: ArrayLike<number>, b?: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += squared(a[i] - (b?.[i] ?? 0));
  return sum;
}
