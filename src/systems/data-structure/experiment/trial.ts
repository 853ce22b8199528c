import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { log, power } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { DataStructureObservable } from '../observables.ts';
import { type DataStructureProblem, isOfFile } from '../problem.ts';
import { fileSet } from './files.ts';
import { flippedSet, maskedSet, subspaceSet } from './inputs.ts';
import { rowSet } from './rows.ts';

/** Measured on one training set; `fewerError` is that of fewer clean rows. */
export type Measured = Partial<Record<DataStructureObservable | 'fewerError', number>>;

export type TrainingSet = (problem: DataStructureProblem, random: Random, engine: Engine) => Measured;

/** Training sets of one trial, over which errors are averaged. */
const SETS = 4;

/** Training sets with the defect, mended and clean, and what fits to them miss. */
export function runTrial(
  problem: DataStructureProblem,
  { random, engine, reporter }: TrialContext<DataStructureObservable>,
): Trial<DataStructureObservable> {
  const measure = setOf(problem);
  const sets = Array.from({ length: SETS }, (_, i) => {
    reporter.check();
    reporter.progress(i / SETS);
    return engine.heap.scope(() => measure(problem, random.stream('set', i), engine));
  });
  const { fewerError, ...observables } = mean(sets);
  if (fewerError === undefined) return { observables };
  const { excessError, cleanError } = observables as Record<DataStructureObservable, number>;
  const { rows, fewer } = problem;
  if (!(fewerError > cleanError))
    return { observables, without: { effectiveRows: `${rows} clean rows were no better than ${fewer}` } };
  const exponent = log(excessError / cleanError) / log(fewerError / cleanError);
  return { observables: { ...observables, effectiveRows: rows * power(fewer / rows, exponent) } };
}

function setOf(problem: DataStructureProblem): TrainingSet {
  if (isOfFile(problem)) return (_, random, engine) => fileSet(problem, random, engine);
  switch (problem.parameters.defect) {
    case 'masked-inputs':
      return maskedSet;
    case 'subspace':
      return subspaceSet;
    case 'flipped-labels':
      return flippedSet;
    default:
      return rowSet;
  }
}

function mean(sets: Measured[]): Measured {
  const total: Measured = {};
  for (const one of sets)
    for (const [name, value] of Object.entries(one) as [keyof Measured, number][])
      total[name] = (total[name] ?? 0) + value / sets.length;
  return total;
}
