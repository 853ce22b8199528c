import type { RowSource } from '../../data/row-source.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { KernelSpec } from '../../systems/kernel/kernels.ts';
import type { InstrumentContext } from '../contract.ts';
import { gramOf } from './learn.ts';
import type { Asked } from './parameters.ts';

/** The kernel asked for, and in words the bandwidth that was chosen. */
export function kernelOf(
  source: RowSource,
  { kernel, bandwidth, depth }: Asked,
  context: InstrumentContext,
): { kernel: KernelSpec; bandwidth?: string } {
  if (kernel === 'linear') return { kernel: { kernel } };
  if (kernel === 'ntk') return { kernel: { kernel, activation: 'relu', depth, weightVariance: 2, biasVariance: 0 } };
  if (bandwidth !== 'auto') return { kernel: { kernel, bandwidth } };
  const median = medianDistance(source, context);
  return {
    kernel: { kernel, bandwidth: median },
    bandwidth: `bandwidth ${Number(median.toFixed(3))}, the median distance of rows`,
  };
}

/** Rows among which it is taken. */
const MOST_ROWS = 300;

/** Of |x − x′|/√features between rows. Throws `BadInput` where it is 0. */
function medianDistance(source: RowSource, context: InstrumentContext): number {
  const n = Math.min(MOST_ROWS, source.rows);
  const gram = gramOf(source, context.random.stream('pairs').choose(n, source.rows), { kernel: 'linear' }, context);
  const squared: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) squared.push(gram[i * n + i] + gram[j * n + j] - 2 * gram[i * n + j]);
  squared.sort((a, b) => a - b);
  const median = Math.sqrt(Math.max(0, squared[Math.floor(squared.length / 2)]) / source.features);
  if (median > 1e-6) return median;
  throw new BadInput(
    'more than half of the rows have the same inputs, so that their median distance is no length; give one, as in bandwidth=1',
  );
}
