import { createRandom } from '../../numeric/random.ts';
import { cos, log } from '../../numeric/special.ts';
import type { Example } from '../contract.ts';

const WEIGHTS = [1, 0.5, 0.3, 0.2];
const NOISE = 0.5;

/** Normal inputs, a linear target with noise. */
function table(rows: number): string {
  const random = createRandom('rows of the examples');
  const normal = () => Math.sqrt(-2 * log(random.uniform())) * cos(2 * Math.PI * random.uniform());
  const lines = Array.from({ length: rows }, () => {
    const x = WEIGHTS.map(normal);
    const y = x.reduce((sum, one, k) => sum + one * WEIGHTS[k], NOISE * normal());
    return [...x, y].map((one) => one.toFixed(4)).join(',');
  });
  return ['height,width,age,load,strength', ...lines].join('\n');
}

const good = table(3000);
const few = good.split('\n').slice(0, 90).join('\n');
const edit = (from: string | RegExp, to: string) => few.replace(from, to);
const bad = (title: string, text: string, error: string, settings: Record<string, string> = {}): Example => ({
  ...{ title, settings },
  files: [{ name: 'table.csv', text }],
  expected: { error },
});
const measured = (...errors: string[]) => ({
  name: 'measured.csv',
  text: ['samples,error,standardError', ...errors].join('\n'),
});

export const examples: Example[] = [
  {
    title: 'a linear target, and an error that is wanted',
    files: [{ name: 'table.csv', text: good }],
    settings: { error: '0.26', splits: '6' },
    expected: 'holds',
  },
  {
    title: 'errors measured later that are far above the forecast',
    files: [{ name: 'table.csv', text: few }, measured('500,0.4,0.002', '2000,0.39,0.002')],
    settings: { splits: '3', labels: 'number' },
    expected: 'broken',
  },
  {
    title: 'a kernel, and rows too few for their margin',
    files: [{ name: 'table.csv', text: few }],
    settings: { kernel: 'rbf', splits: '3', margin: '0.02' },
    expected: 'unresolved',
  },
  bad('a target that is not there', few, "target is 'price'", { target: 'price' }),
  bad('a missing cell', edit(/\n[-\d.]+,/, '\n,'), 'missing=drop'),
  bad('words for numbers', edit(/\n[-\d.]+,/, '\ntall,'), 'without='),
  bad('ten rows', few.split('\n').slice(0, 11).join('\n'), 'at least 20'),
  bad('one target', edit(/,[-\d.]+$/gm, ',3'), 'all equal'),
  bad('constant inputs', edit(/^[-\d.]+,[-\d.]+,[-\d.]+,[-\d.]+,/gm, '1,1,1,1,'), 'all constant'),
  bad('a column that names the rows', idTable(), 'without='),
  bad('fewer rows asked than there are', few, 'samples is 50', { samples: '50' }),
  bad('a bandwidth of no kernel', few, 'bandwidth has no effect', { bandwidth: '2' }),
  {
    title: 'measured errors without a column of them',
    files: [
      { name: 'table.csv', text: few },
      { name: 'measured.csv', text: 'samples,loss\n500,0.3' },
    ],
    settings: {},
    expected: { error: 'no column is called error' },
  },
];

function idTable(): string {
  return few
    .split('\n')
    .slice(1)
    .map((line, i) => `${((7919 * i) % 1009) + 13},${line}`)
    .join('\n');
}
