import { createRandom } from '../../numeric/random.ts';
import { exp, log } from '../../numeric/special.ts';
import { parametric } from '../../scaling-laws/forms/parametric.ts';
import { parametricLoss } from '../../scaling-laws/laws.ts';
import type { SavedLaw } from '../../scaling-laws/saved-law.ts';
import type { Example } from '../contract.ts';

const LAW = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };
const MIDDLE = [log(2e8), log(4e9)];
const SCATTER = 0.004;

/** The law with resamples a little beside it, as of runs up to this cost. */
function savedLaw(runs: number, dearest: number): SavedLaw {
  const random = createRandom('resamples of the examples');
  const [N, D] = MIDDLE.map((one) => Float64Array.of(one));
  const coordinates = parametric.around({ N, D }).coordinates(constants());
  return {
    ...{ form: 'parametric', columns: ['N', 'D'], middle: MIDDLE, coordinates },
    resampled: Array.from({ length: 60 }, () => coordinates.map((one) => one + 0.01 * (random.uniform() - 0.5))),
    ...{ scatter: SCATTER, straying: 0.001, runs, dearest, costIn: 'C' },
  };
}

/** In the order of the form's constants. */
function constants(): number[] {
  return parametric.constants.map(({ name }) => LAW[name as keyof typeof LAW]);
}

/** A report of fit whose dearest runs are off by this factor. */
function saved(factor = 1): Record<string, unknown> {
  const points = [1e9, 2e9, 4e9].map((N) => ({
    at: { N, D: 8e19 / N / 6 },
    ...{ cost: 8e19, loss: parametricLoss(LAW, N, 8e19 / N / 6) * factor },
  }));
  const verdict = factor === 1 ? 'holds' : 'broken';
  return {
    ...{ schema: 'orrery-report/1', instrument: 'fit' },
    backTest: { verdict, sentence: `Back-test ${verdict}: as the example has it` },
    values: {
      ...{ law: 'parametric', formula: parametric.formula, runs: 23, operations: 6, saved: savedLaw(23, 8e19) },
      heldOut: { saved: savedLaw(20, 2e19), points },
    },
    notes: [],
  };
}

const text = (report: unknown) => JSON.stringify(report);
const values = (change: Record<string, unknown>) => {
  const report = saved();
  return text({ ...report, values: { ...(report.values as object), ...change } });
};
const good = text(saved());
const files = (content: string) => [{ name: 'report.json', text: content }];
const bad = (title: string, content: string, error: string, settings: Record<string, string> = {}): Example => ({
  ...{ title, settings: { compute: '1e21', ...settings }, files: files(content) },
  expected: { error },
});
const asked = (title: string, settings: Record<string, string>, error: string): Example => ({
  ...{ title, settings, files: files(good) },
  expected: { error },
});

/** A report of forecast, of an error that falls to 0.1. */
function forecast(change: Record<string, unknown> = {}): string {
  const curve = Array.from({ length: 30 }, (_, i) => {
    const rows = 10 * exp(i / 3);
    const bias = 3 / rows;
    const error = (1 + 1 / rows) * ((bias + 0.1) / (1 - Math.min(0.5, 5 / rows)));
    return { rows, error, low: 0.9 * error, high: 1.1 * error, bias, noise: 0.1 };
  });
  return text({
    ...{ schema: 'orrery-report/1', instrument: 'forecast', notes: [] },
    backTest: { verdict: 'holds', sentence: 'Back-test holds: as the example has it' },
    values: { rows: 1000, curve, ...change },
  });
}
const ofRows = (title: string, settings: Record<string, string>, error: string, content = forecast()): Example => ({
  ...{ title, settings, files: files(content) },
  expected: { error },
});

export const examples: Example[] = [
  {
    ...{ title: 'a fit whose dearest runs were as it said', files: files(good) },
    settings: { compute: '1e21', tokens: '5e9', noiseScale: '1e6' },
    expected: 'holds',
  },
  {
    ...{ title: 'a fit whose dearest runs were off by a tenth', files: files(text(saved(1.1))) },
    settings: { loss: '2.3' },
    expected: 'broken',
  },
  {
    ...{ title: 'a forecast, with half of the rows synthetic', files: files(forecast()) },
    settings: { loss: '0.12', tokens: '2000', synthetic: '0.5', generator: '0.02' },
    expected: 'holds',
  },
  bad('a table of runs', 'parameters,tokens,loss\n1,2,3\n', 'goes to fit first'),
  bad('an empty file', '', 'does not read as JSON'),
  bad('JSON of another kind', '[1, 2]', 'no report'),
  bad('another instrument', text({ ...saved(), instrument: 'confront' }), 'a report of confront'),
  bad('another kind of report', text({ ...saved(), schema: 'orrery-report/9' }), 'another version'),
  bad('a report of old', values({ saved: undefined }), 'run fit again'),
  bad('a number missing', values({ saved: { ...savedLaw(23, 8e19), coordinates: [1, 2, null] } }), 'coordinates.2'),
  bad('too few numbers', values({ saved: { ...savedLaw(23, 8e19), coordinates: [1, 2] } }), '5 coordinates'),
  bad(
    'a law in one column',
    values({
      formula: 'L = E + A C^{−α}',
      saved: {
        ...savedLaw(23, 8e19),
        form: 'power',
        columns: ['C'],
        middle: [45],
        coordinates: [0, 0, 0.1],
        resampled: Array(60).fill([0, 0, 0.1]),
      },
    }),
    'law=parametric',
  ),
  asked('nothing asked', {}, 'say what is planned'),
  asked('both asked', { compute: '1e21', loss: '2' }, 'both given'),
  asked('a budget without end', { compute: '1e30' }, 'a million times'),
  asked('a loss below the floor', { loss: '1.6' }, 'does not reach a loss of 1.6'),
  asked('a loss before training', { loss: '90000' }, 'ask for a lower loss'),
  asked('epochs of nothing', { compute: '1e21', epochs: '4' }, 'how many tokens there are'),
  asked('a generator of a fit', { compute: '1e21', generator: '0.1' }, 'no effect on a plan from a fit'),
  ofRows('a forecast of old', { loss: '0.2' }, 'run forecast again', forecast({ curve: undefined })),
  ofRows('a forecast and a compute', { compute: '1e21' }, 'knows rows and no training runs'),
  ofRows('nothing asked of a forecast', {}, 'as in tokens=5000'),
  ofRows('more rows than a forecast tells of', { tokens: '1e6' }, 'samples=1000000'),
  ofRows('an error below the noise', { loss: '0.09' }, 'forecast further'),
  ofRows('an error of no rows', { loss: '30' }, 'ask for a lower loss'),
  ofRows('synthetic rows of nobody', { tokens: '500', synthetic: '0.5' }, 'generator=0.02'),
  ofRows('a generator of no rows', { tokens: '500', generator: '0.5' }, 'synthetic=0.5'),
  asked('a synthetic share', { compute: '1e21', synthetic: '0.3' }, 'ridge regression'),
];
