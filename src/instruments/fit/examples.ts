import { createRandom } from '../../numeric/random.ts';
import { cos, exp, log, power } from '../../numeric/special.ts';
import type { Example } from '../contract.ts';

const LAW = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };
const SIZES = [2e7, 6e7, 2e8, 6e8, 2e9, 6e9];
const RATIOS = [5, 10, 20, 40, 80];

/** Runs of a law, with this noise in ln L; `spoilt` makes the dearest fifth worse by a tenth. */
function table(noise: number, spoilt = false): string {
  const random = createRandom('runs of the examples');
  const normal = () => Math.sqrt(-2 * log(random.uniform())) * cos(2 * Math.PI * random.uniform());
  const runs = SIZES.flatMap((N) => RATIOS.map((ratio) => ({ N, D: N * ratio }))).sort((a, b) => a.N * a.D - b.N * b.D);
  const { E, A, B, alpha, beta } = LAW;
  const rows = runs.map(({ N, D }, i) => {
    const factor = spoilt && i >= 0.8 * runs.length ? 1.1 : 1;
    const loss = (E + A * power(N, -alpha) + B * power(D, -beta)) * exp(noise * normal()) * factor;
    return `run ${i + 1},${N},${D},${loss}`;
  });
  return ['name,parameters,tokens,loss', ...rows].join('\n');
}

const good = table(0.002);
const edit = (from: string | RegExp, to: string) => good.replace(from, to);
const bad = (title: string, text: string, error: string, settings: Record<string, string> = {}): Example => ({
  ...{ title, settings },
  files: [{ name: 'runs.csv', text }],
  expected: { error },
});

export const examples: Example[] = [
  {
    title: 'runs of a law',
    files: [{ name: 'runs.csv', text: good }],
    settings: { resamples: '60' },
    expected: 'holds',
  },
  {
    title: 'runs whose dearest fifth is off by a tenth',
    files: [{ name: 'runs.csv', text: table(0.002, true) }],
    settings: { resamples: '60' },
    expected: 'broken',
  },
  bad('no loss', edit('loss', 'quality'), 'lossColumn='),
  bad('no sizes', edit('parameters,tokens', 'layers,width'), 'parametersColumn='),
  bad(
    'two losses',
    edit('name,', 'val_loss,')
      .replace(/run \d+/g, '3')
      .replace(',loss', ',eval_loss'),
    'lossColumn=',
  ),
  bad('a missing loss', edit(/,[\d.]+$/, ','), 'missing=drop'),
  bad('a run twice', `${good}\n${good.split('\n').at(-1)}`, 'duplicates=drop'),
  bad('a negative loss', edit(/,([\d.]+)$/, ',-$1'), 'must be positive'),
  bad('one loss', good.replace(/,[\d.]+$/gm, ',3'), 'the loss is 3 in all runs'),
  bad('words for numbers', edit(',20000000,', ',20M,'), 'write 7e9, not 7B'),
  bad('units mixed', edit(',20000000,', ',0.02,'), 'different units'),
  bad('three runs', good.split('\n').slice(0, 4).join('\n'), 'at least 4'),
  bad('one size', good.replace(/,\d+,(\d+),/g, ',20000000,$1,'), 'law=power', { law: 'parametric' }),
  bad('six runs', good.split('\n').slice(0, 7).join('\n'), 'law=kaplan'),
  bad(
    'a number of the run for its size',
    edit('name,parameters', 'parameters,size').replace(/run (\d+)/g, '$1'),
    'counts the rows',
  ),
];
