import { BadInput } from '../numeric/errors.ts';
import { minimise, type Objective } from '../numeric/minimise.ts';
import { sizeExponent } from './allocation.ts';
import type { ParametricLaw } from './laws.ts';

/** Trainings: parameters, tokens, and the loss at the end, row by row. */
export interface Trainings {
  N: ArrayLike<number>;
  D: ArrayLike<number>;
  loss: ArrayLike<number>;
}

export interface ParametricFit {
  law: ParametricLaw;
  /** Σ Huber_δ of the residuals of ln L. */
  objective: number;
}

export interface FitOptions {
  /** Where Huber's loss turns from a square to a line, in ln L. Default 1e-3. */
  delta?: number;
  /**
   * Starts that are followed to a minimum, of those on the grid with the least objective.
   * Default 24.
   */
  starts?: number;
  /** Called often; may throw, to give up. */
  check?: () => void;
  /** From 0 to 1. */
  progress?: (fraction: number) => void;
}

/** Grid of starts, in ln A, ln B, ln E, α and β, as Hoffmann et al. take it. */
const GRID = {
  logAmplitude: [0, 5, 10, 15, 20, 25],
  logFloor: [-1, -0.5, 0, 0.5, 1],
  exponent: [0, 0.5, 1, 1.5],
};
const DELTA = 1e-3;
const STARTS = 24;
const FEWEST = 5;

/**
 * The law E + A N^{−α} + B D^{−β} with the least Σ_j Huber_δ(ln L(N_j, D_j) − ln L_j) (Hoffmann et
 * al. 2022, 2203.15556, approach 3). Parameters are strongly correlated: compare objectives first,
 * exponents second, amplitudes last. Throws `BadInput` for fewer than five trainings, for columns
 * of different lengths and for values that are not positive.
 */
export function fitParametricLaw(trainings: Trainings, options: FitOptions = {}): ParametricFit {
  const { delta = DELTA, starts = STARTS, check, progress } = options;
  const objective = huberObjective(checked(trainings), delta);
  const gradient = new Float64Array(5);
  const begun = gridOfStarts()
    .map((start) => ({ start, value: objective(Float64Array.from(start), gradient) }))
    .sort((a, b) => a.value - b.value)
    .slice(0, starts);
  const ends = begun.map(({ start }, i) => {
    progress?.(i / starts);
    return minimise(objective, start, { check });
  });
  const best = ends.reduce((least, end) => (end.value < least.value ? end : least));
  return asFit(settle(objective, best.x, check), delta);
}

/**
 * Fits of `resamples` sets of as many trainings, drawn from these with replacement, each from the
 * optimum of all. `uniform` gives numbers in [0, 1).
 */
export function bootstrapLaws(
  trainings: Trainings,
  { law }: ParametricFit,
  uniform: () => number,
  { resamples = 200, delta = DELTA, check, progress }: FitOptions & { resamples?: number } = {},
): ParametricLaw[] {
  const { N, D, loss } = checked(trainings);
  const start = [Math.log(law.A), Math.log(law.B), Math.log(law.E), law.alpha, law.beta];
  return Array.from({ length: resamples }, (_, r) => {
    progress?.(r / resamples);
    const rows = Array.from(N, () => Math.floor(uniform() * N.length));
    const pick = (column: ArrayLike<number>) => rows.map((row) => column[row]);
    const objective = huberObjective({ N: pick(N), D: pick(D), loss: pick(loss) }, delta);
    return asFit(settle(objective, start, check), delta).law;
  });
}

/** The middle 95 % of each parameter, and of the exponent a of the best size in compute. */
export function percentiles(laws: readonly ParametricLaw[]): Record<keyof ParametricLaw | 'a', [number, number]> {
  const between = (of: (law: ParametricLaw) => number): [number, number] => {
    const sorted = Float64Array.from(laws, of).sort();
    const at = (share: number) => {
      const position = share * (sorted.length - 1);
      const i = Math.min(Math.floor(position), sorted.length - 2);
      return sorted[i] + (position - i) * (sorted[i + 1] - sorted[i]);
    };
    return [at(0.025), at(0.975)];
  };
  return {
    E: between(({ E }) => E),
    A: between(({ A }) => A),
    B: between(({ B }) => B),
    alpha: between(({ alpha }) => alpha),
    beta: between(({ beta }) => beta),
    a: between(sizeExponent),
  };
}

/** Minimised again from where it ended, until that gains nothing. */
function settle(objective: Objective, start: ArrayLike<number>, check?: () => void) {
  let end = minimise(objective, start, { check });
  for (let round = 0; round < 20; round++) {
    const next = minimise(objective, end.x, { check });
    const gained = end.value - next.value;
    end = next;
    if (gained <= 1e-12 * end.value) break;
  }
  return end;
}

/**
 * Σ Huber_δ(r)/δ² of (ln A, ln B, ln E, α, β), r = LSE(ln A − α ln N, ln B − β ln D, ln E) − ln L.
 * In these units the objective is of order one, and so are the tolerances that end a search.
 */
function huberObjective({ N, D, loss }: Trainings, delta: number): Objective {
  const [logN, logD, logL] = [N, D, loss].map((column) => Float64Array.from(column, Math.log));
  return ([a, b, e, alpha, beta], gradient) => {
    gradient.fill(0);
    let sum = 0;
    for (let j = 0; j < logL.length; j++) {
      const terms = [a - alpha * logN[j], b - beta * logD[j], e];
      const most = Math.max(...terms);
      const [u, v, w] = terms.map((term) => Math.exp(term - most));
      const total = u + v + w;
      const r = (most + Math.log(total) - logL[j]) / delta;
      const pull = Math.max(-1, Math.min(1, r));
      sum += Math.abs(r) <= 1 ? 0.5 * r * r : Math.abs(r) - 0.5;
      const scale = pull / (delta * total);
      gradient[0] += scale * u;
      gradient[1] += scale * v;
      gradient[2] += scale * w;
      gradient[3] -= scale * u * logN[j];
      gradient[4] -= scale * v * logD[j];
    }
    return sum;
  };
}

function asFit({ x: [a, b, e, alpha, beta], value }: { x: Float64Array; value: number }, delta: number): ParametricFit {
  const law = { E: Math.exp(e), A: Math.exp(a), B: Math.exp(b), alpha, beta };
  return { law, objective: value * delta * delta };
}

function gridOfStarts(): number[][] {
  const { logAmplitude, logFloor, exponent } = GRID;
  return logAmplitude.flatMap((a) =>
    logAmplitude.flatMap((b) =>
      logFloor.flatMap((e) => exponent.flatMap((alpha) => exponent.map((beta) => [a, b, e, alpha, beta]))),
    ),
  );
}

function checked(trainings: Trainings): Trainings {
  const { N, D, loss } = trainings;
  if (N.length !== loss.length || D.length !== loss.length)
    throw new BadInput(
      `there are ${N.length} parameter counts, ${D.length} token counts and ${loss.length} losses: give one of each for every training`,
    );
  if (loss.length < FEWEST)
    throw new BadInput(
      `${loss.length} trainings cannot determine five numbers: give at least ${FEWEST}, better some dozens`,
    );
  for (const [name, column] of Object.entries({ N, D, loss }))
    Array.from(column).forEach((value, i) => {
      if (!(value > 0 && value < Number.POSITIVE_INFINITY))
        throw new BadInput(
          `${name} of training ${i + 1} is ${value}, but must be positive and finite: leave this training out`,
        );
    });
  return trainings;
}
