import { createRandom } from '../../numeric/random.ts';
import { power } from '../../numeric/special.ts';
import type { Example } from '../contract.ts';

const LAYERS = ['fc1', 'fc2', 'fc3'];

/** A log whose layers follow these powers at step 0 and after, with a few per cent of noise. */
function log(before: number[], after: number[], { seeds = 3, widths = [64, 128, 256, 512] } = {}): string {
  const random = createRandom('logs of the examples');
  const noisy = (value: number) => value * (1 + 0.04 * (random.uniform() - 0.5));
  const rows = widths.flatMap((width) =>
    Array.from({ length: seeds }, (_, seed) =>
      LAYERS.flatMap((layer, i) => [
        [width, seed, 0, layer, noisy(power(width, before[i])), 0],
        [width, seed, 1, layer, noisy(1), noisy(0.1 * power(width / 64, after[i]))],
      ]),
    ).flat(),
  );
  return ['width,seed,step,layer,value,change', ...rows.map((row) => row.join(','))].join('\n');
}

const good = log([0, 0, -0.5], [0, 0, 0]);
const file = (text: string) => [{ name: 'log.csv', text }];
const bad = (title: string, text: string, error: string, settings: Record<string, string> = {}): Example => ({
  ...{ title, settings },
  files: file(text),
  expected: { error },
});

export const examples: Example[] = [
  { title: 'a log as of μP', files: file(good), settings: {}, expected: 'holds' },
  {
    title: 'one learning rate for all layers',
    files: file(log([0, 0, -0.5], [0, 1, 1])),
    settings: {},
    expected: 'broken',
  },
  { title: 'one seed', files: file(log([0, 0, -0.5], [0, 0, 0], { seeds: 1 })), settings: {}, expected: 'unresolved' },
  bad('no widths', good.replace('width', 'breadth'), 'widthColumn='),
  bad('no steps', good.replace('step', 'time'), 'stepColumn='),
  bad('no sizes', good.replace('value,change', 'a,b'), 'valueColumn='),
  bad('two widths', log([0, 0, 0], [0, 0, 0], { widths: [64, 128] }), '2 widths (64, 128)'),
  bad('a word for a number', good.replace(/,0\.1[\d]*$/m, ',large'), "found 'large'"),
  bad('a training that diverged', good.replace(/,0\.1[\d]*$/m, ',nan'), 'diverged'),
  bad('a negative size', good.replace(/fc1,/, 'fc1,-'), 'from 0'),
  bad(
    'a layer that one width lacks',
    good.replaceAll(/^512,\d,1,fc2.*\n/gm, ''),
    "layer 'fc2' has no row for width 512",
  ),
  bad('an output that is not there', good, 'there is no layer', { output: 'head' }),
];
