import type { Dataset } from '../../data/dataset.ts';
import { type Reading, readingOf } from '../../data/reading.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { readingOptions } from '../shared/fields.ts';
import { type FilePopulation, populationOf, SCALING } from '../shared/file-population.ts';
import type { RidgeParameters } from './parameters.ts';
import type { Problem } from './problem.ts';

/**
 * The population that a file is, as the parameters read it. Throws `BadInput` for files that say
 * too little.
 */
export function eigenbasisOf(parameters: RidgeParameters, data: Dataset, engine: Engine): FilePopulation {
  if (parameters.testSpectrum !== 'same')
    throw new BadInput('testSpectrum cannot be combined with data: the test set is the rest of the file');
  return populationOf({ data, options: readingOptions(parameters), engine });
}

/** What of the file is taken for what. */
export function reading(parameters: RidgeParameters): Reading | undefined {
  const { data } = parameters;
  return data && readingOf(data, readingOptions(parameters), SCALING);
}

/** Trials test on the rows that are left. */
export function untestable(problem: Problem): string | undefined {
  return problem.kind === 'synthetic' ? undefined : untestableOf(problem.parameters, problem.rows);
}

/** The same of the parameters alone. */
export function untestableOf({ samples, data }: RidgeParameters, rows: number): string | undefined {
  if (samples < rows) return undefined;
  return `samples is ${samples}, but ${data?.name} has ${rows} rows; leave some to test on: samples below ${rows}`;
}
