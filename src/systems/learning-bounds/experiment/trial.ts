import { arccos } from '../../../numeric/arc.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { inner } from '../../../numeric/small-systems.ts';
import { log } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { BoundsObservable } from '../observables.ts';
import type { BoundsProblem } from '../problem.ts';
import { Student } from './version-space.ts';

/** Fresh inputs on which the posterior’s error is measured. */
export const TESTED = 300;

/** Draws of the signs of a Rademacher complexity. */
export const SIGNS = 2;

/**
 * Teachers of a trial, each with samples of its own; the first few have their version space
 * sampled.
 */
export const TASKS = { all: 64, chains: 3 } as const;

type Measured = Partial<Record<BoundsObservable, number>>;

/** Means over some teachers, and what learners make of the samples of each. */
export function runTrial(
  problem: BoundsProblem,
  { random, engine, reporter }: TrialContext<BoundsObservable>,
): Trial<BoundsObservable> {
  const found: Measured[] = [];
  for (let task = 0; task < TASKS.all; task++) {
    const progress = (share: number) => {
      reporter.check();
      reporter.progress(Math.min(1, (task + share) / TASKS.chains));
    };
    found.push(learn(problem, task < TASKS.chains, random.stream('task', task), engine, progress));
  }
  const mean = (of: BoundsObservable) => average(Float64Array.from(found.flatMap((one) => one[of] ?? [])));
  const names = Object.keys(found[0]) as BoundsObservable[];
  return { observables: Object.fromEntries(names.map((name) => [name, mean(name)])) };
}

function learn(
  { parameters, samples: n, margin, sweeps }: BoundsProblem,
  hasChains: boolean,
  random: Random,
  engine: Engine,
  progress: (share: number) => void,
): Measured {
  const { dimension: d, sharpness } = parameters;
  const teacher = normals(d, random.stream('teacher'), engine);
  const inputs = normals(n * d, random.stream('inputs'), engine);
  const row = (i: number) => inputs.subarray(i * d, (i + 1) * d);
  // Samples carry their label: y x.
  const columns = new Float64Array(n * d);
  const hebb = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    const x = row(i);
    const y = inner(teacher, x) < 0 ? -1 : 1;
    for (let j = 0; j < d; j++) {
      x[j] *= y;
      columns[j * n + i] = x[j];
      hebb[j] += x[j];
    }
  }
  const direction = unit(hebb);
  const margins = Float64Array.from({ length: n }, (_, i) => inner(direction, row(i)) / length(row(i)));
  const share = (below: number) => margins.filter((one) => one < below).length / n;
  const hebbError = angle(inner(direction, unit(teacher)));
  progress(0);
  const students = hasChains ? fromVersionSpace(teacher, columns, sweeps, random, engine, progress) : undefined;

  // The posterior N(μŵ, I) errs on y x with the chance Φ(−μ y ŵ·x/|x|).
  const risk = (x: Float64Array) => normalCdf((-sharpness * inner(direction, x)) / length(x));
  const trained = average(Float64Array.from({ length: n }, (_, i) => risk(row(i))));
  const fresh = normals(TESTED * d, random.stream('test'), engine);
  const tested = Float64Array.from({ length: TESTED }, (_, i) => {
    const x = fresh.subarray(i * d, (i + 1) * d);
    const right = risk(x);
    return inner(teacher, x) < 0 ? 1 - right : right;
  });
  return {
    hebbError,
    ...(students && { ...students, vcGap: Math.max(hebbError - share(0), students.gibbsError) }),
    marginGap: hebbError - share(margin),
    pacBayes: divergence(trained, average(tested)),
    rademacher: complexity(row, n, d, random.stream('signs'), engine),
  };
}

/**
 * Two chains through the version space, which have to forget the teacher they start in. The length
 * of the mean of all students is taken from the product of the two chains' means, which the noise
 * of neither adds to.
 */
function fromVersionSpace(
  teacher: Float64Array,
  columns: Float64Array,
  sweeps: number,
  random: Random,
  engine: Engine,
  progress: (share: number) => void,
) {
  const d = teacher.length;
  const truth = unit(teacher);
  const forgotten = Math.floor(sweeps / 2);
  const chains = [0, 1].map((chain) => {
    const student = new Student(teacher, columns);
    const bath = random.stream('chain', chain);
    const mean = new Float64Array(d);
    let error = 0;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      progress((chain + sweep / sweeps) / 2);
      student.sweep(uniforms(2 * d, bath, engine));
      if (sweep < forgotten) continue;
      const here = unit(student.weights);
      for (let j = 0; j < d; j++) mean[j] += here[j];
      error += angle(inner(here, truth)) / (sweeps - forgotten);
    }
    return { mean, error };
  });
  const [one, other] = chains.map(({ mean }) => mean);
  const overlap = (inner(one, truth) + inner(other, truth)) / 2;
  return {
    gibbsError: average(Float64Array.from(chains, ({ error }) => error)),
    bayesError: angle(overlap / Math.sqrt(Math.max(inner(one, other), overlap * overlap))),
  };
}

/** Mean of |Σ ±x|/n over signs, with inputs scaled to unit length. */
function complexity(row: (i: number) => Float64Array, n: number, d: number, random: Random, engine: Engine): number {
  const lengths = Float64Array.from({ length: SIGNS }, () => {
    const sum = new Float64Array(d);
    const u = uniforms(n, random, engine);
    for (let i = 0; i < n; i++) {
      const x = row(i);
      const scale = (u[i] < 0.5 ? -1 : 1) / length(x);
      for (let j = 0; j < d; j++) sum[j] += scale * x[j];
    }
    return length(sum) / n;
  });
  return average(lengths);
}

/** Share of Gaussian inputs on which two directions with this overlap differ. */
function angle(overlap: number): number {
  return arccos(Math.min(1, overlap)) / Math.PI;
}

/** kl of two coins. */
function divergence(q: number, p: number): number {
  return q * log(q / p) + (1 - q) * log((1 - q) / (1 - p));
}

function length(x: Float64Array): number {
  return Math.sqrt(inner(x, x));
}

function unit(x: Float64Array): Float64Array {
  const size = length(x);
  return x.map((one) => one / size);
}

function average(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function normals(count: number, random: Random, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const drawn = engine.heap.matrix(count, 1);
    random.fillNormal(drawn);
    return Float64Array.from(drawn.values);
  });
}

function uniforms(count: number, random: Random, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const drawn = engine.heap.matrix(count, 1);
    random.fillUniform(drawn);
    return Float64Array.from(drawn.values);
  });
}
