import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { HierarchyParameters } from './parameters.ts';

/** The sizes of a random hierarchy, and the numbers of samples at which it is looked at. */
export interface HierarchyProblem {
  parameters: HierarchyParameters;
  /** n_c m^L, the natural unit of the number of samples. */
  unit: number;
  /** Ascending numbers of samples, over which curves run. */
  samples: number[];
  /** d = s^L. */
  length: number;
  /** Of data that there are: n_c m^((d − 1)/(s − 1)). */
  distinct: number;
}

/** Points of a curve, a factor 2 apart. */
const POINTS = 5;
const LONGEST = 256;
const MOST_SAMPLES = 2e5;

/**
 * Throws `BadInput` for rules that would need more tuples than there are, and for too much data.
 */
export function prepare(parameters: HierarchyParameters): HierarchyProblem {
  const { symbols: v, classes, productions: m, tuple: s, levels, reach } = parameters;
  const tuples = power(v, s);
  if (classes * m > tuples)
    throw new BadInput(
      `${classes} classes with ${m} productions each need ${classes * m} different tuples, but ${v} symbols make ${v}^${s} = ${tuples}: choose fewer classes or productions, or more symbols`,
    );
  if (v * m > tuples)
    throw new BadInput(
      `${v} symbols with ${m} productions each need ${v * m} different tuples, but make only ${v}^${s} = ${tuples}: choose at most ${power(v, s - 1)} productions, or more symbols`,
    );
  const length = power(s, levels);
  if (length > LONGEST)
    throw new BadInput(
      `the input has s^L = ${s}^${levels} = ${length} symbols, but at most ${LONGEST} are allowed: choose fewer levels or a smaller tuple`,
    );
  const unit = classes * power(m, levels);
  const most = reach * unit;
  if (most > MOST_SAMPLES)
    throw new BadInput(
      `curves would go to ${plain(most, 2)} samples, but at most ${plain(MOST_SAMPLES, 3)} are allowed: choose fewer levels or productions, or a smaller reach`,
    );
  const all = Array.from({ length: POINTS }, (_, i) => Math.max(1, Math.round(most * power(2, i + 1 - POINTS))));
  const distinct = classes * power(m, (length - 1) / (s - 1));
  return { parameters, unit, samples: [...new Set(all)], length, distinct };
}

/**
 * Below so many times n_c m^L different data, nine tenths right is a matter of memorising most of
 * them.
 */
export const MEMORISED = 3;
/**
 * From here on a network learns with features that hardly move, and needs more than a fixed
 * multiple of P_c.
 */
export const LAZY = 0.7;

/** Whether what learners need is that for finding the structure of the data. */
export function findsStructure({ parameters, unit, distinct }: HierarchyProblem): boolean {
  return distinct >= MEMORISED * unit && parameters.start <= LAZY;
}
