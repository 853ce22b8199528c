import { parseDataset } from '../../data/parse.ts';
import { type ReadingOptions, readingOf, sizeOf } from '../../data/reading.ts';
import { rowSource } from '../../data/row-source.ts';
import { BadInput } from '../../numeric/errors.ts';
import { count } from '../../statistics/sentences.ts';
import type { InputFile } from '../contract.ts';
import { LEAST_ROWS } from './back-test.ts';
import type { Asked } from './parameters.ts';

/** The table as inputs and targets, and in words what was taken for what. Throws `BadInput`. */
export async function readTable(file: InputFile, asked: Asked) {
  refuseIdle(asked);
  const data = await parseDataset(await file.bytes(), file.name, file.origin);
  const { labels, without, rows, missing, target, standardize } = asked;
  const options: ReadingOptions = { label: target, labels, without, rows, missing };
  return inOurWords(() => {
    const { rows: found } = sizeOf(data, options);
    if (found < LEAST_ROWS)
      throw new BadInput(
        `${file.name} has ${count(found, 'row')} to learn from, but a forecast needs at least ${LEAST_ROWS}; give more rows${rows ? ', or widen rows=…' : ''}`,
      );
    const scaling =
      standardize === 'yes'
        ? 'inputs scaled to variance 1 each (standardize=no keeps their proportions)'
        : 'inputs divided by one number to a mean variance of 1';
    return {
      data,
      source: rowSource(data, options, standardize === 'yes'),
      reading: targetFor(readingOf(data, options, scaling).sentence),
    };
  });
}

/** Settings that would change nothing. */
function refuseIdle({ kernel, bandwidth, depth }: Asked): void {
  if (bandwidth !== 'auto' && kernel !== 'rbf' && kernel !== 'laplace')
    throw new BadInput(`bandwidth has no effect with kernel=${kernel}; leave it out, or take kernel=rbf or laplace`);
  if (depth !== 1 && kernel !== 'ntk')
    throw new BadInput(`depth has no effect with kernel=${kernel}; leave it out, or take kernel=ntk`);
}

/** What systems call the label is the target here, and so is its key. */
function inOurWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof BadInput ? new BadInput(targetFor(error.message)) : error;
  }
}

function targetFor(text: string): string {
  return text.replace(/\blabel=/g, 'target=').replace(/^label is /, 'target is ');
}
