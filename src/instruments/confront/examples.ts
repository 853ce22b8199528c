import { power } from '../../numeric/special.ts';
import type { Example } from '../contract.ts';

/**
 * Ridge regression by NumPy: 300 Gaussian inputs, λ = 0.1, noise of variance 0.1, means of 96
 * training sets; `examples/measurements/ridge.py` makes the like.
 */
const rows = [
  [60, 0.92279, 0.00381],
  [100, 0.81012, 0.00363],
  [170, 0.63103, 0.0036],
  [280, 0.40231, 0.00358],
  [450, 0.2409, 0.00172],
  [750, 0.16813, 0.0008],
  [1200, 0.14025, 0.00038],
];

/** With every error multiplied by a factor. */
function table(factor = 1): string {
  return [
    'n_train,test_loss,standard_error,trials',
    ...rows.map(([samples, error, standardError]) => [samples, factor * error, factor * standardError, 96].join(',')),
  ].join('\n');
}

/** Three trials of a setting; `of` is what they measure. */
const trials = (of: (error: number, trial: number) => number): string =>
  [
    'config.n_train,config.seed,summary.test_loss',
    ...rows.flatMap(([samples, error]) => [0, 1, 2].map((trial) => [samples, trial, of(error, trial)].join(','))),
  ].join('\n');
const exported = trials((error, trial) => error * (1 + 0.01 * (trial - 1)));

const good = table();
const ridge = { ridge: '0.1' };
const file = (text: string) => [{ name: 'measured.csv', text }];
const bad = (title: string, text: string, error: string, settings: Record<string, string> = ridge): Example => ({
  ...{ title, settings, files: file(text) },
  expected: { error },
});

export const examples: Example[] = [
  { title: 'test errors of NumPy', files: file(good), settings: ridge, expected: 'holds' },
  { title: 'the same, a tenth too large', files: file(table(1.1)), settings: ridge, expected: 'broken' },
  { title: 'a ridge that is fitted', files: file(good), settings: { fit: 'ridge' }, expected: 'holds' },
  {
    title: 'another law, of which no ridge is one',
    files: file(
      [
        'n_train,test_loss,standard_error,trials',
        ...rows.map(([samples]) => [samples, 3 / power(samples, 0.75), 0.01 / power(samples, 0.75), 96].join(',')),
      ].join('\n'),
    ),
    settings: { fit: 'ridge' },
    expected: 'broken',
  },
  {
    title: 'no standard errors and no margin',
    files: file(good.replace(/,[^,]*,[^,]*$/gm, '')),
    settings: ridge,
    expected: 'unresolved',
  },
  {
    title: 'no standard errors, by the margin alone',
    files: file(good.replace(/,[^,]*,[^,]*$/gm, '')),
    settings: { ...ridge, within: '0.05' },
    expected: 'holds',
  },
  { title: 'an export with a row for each seed', files: file(exported), settings: ridge, expected: 'holds' },
  {
    title: 'two columns for one, and which it is',
    files: file(good.replace('n_train,test_loss', 'n_train,test_loss,test_loss').replace(/^(\d+),/gm, '$1,0.5,')),
    settings: { ...ridge, columns: 'testError:3' },
    expected: 'holds',
  },
  bad('a seed twice', `${exported}\n60,1,0.93`, 'trial 1 of this setting is there twice (rows 3 and 23)'),
  bad(
    'trials that are copies',
    trials((error) => error),
    'all alike at every setting (rows 2, 3, 4: 0.92279)',
  ),
  bad('an observable that nobody knows', good.replace('test_loss', 'quality'), 'columns=testError:'),
  bad('a name that is nearly one', good.replace('n_train', 'sampels'), "nearly 'samples'"),
  bad('two columns for one', good.replace('standard_error', 'testError'), 'may each be testError'),
  bad('a name twice', good.replace('standard_error', 'test_loss'), 'as in columns=testError:3'),
  bad('a hole', good.replace('0.40231', ''), 'gaps=skip'),
  bad('NaN', good.replace('0.40231', 'nan'), 'row 5'),
  bad('a word', good.replace('0.40231', 'diverged'), "found 'diverged'"),
  bad('a setting twice', `${good}\n${good.split('\n').at(-1)}`, 'repeated=trials'),
  bad('a negative error', good.replace('0.40231', '-0.40231'), 'is positive'),
  bad('a standard error of nothing', good.replace('0.00358', '0'), 'standard error is positive'),
  bad('half a sample', good.replace('280,', '280.5,'), 'row 5: samples is 280.5'),
  bad('a column that is a setting too', good, 'is a column of', { samples: '100' }),
  bad('a setting without effect', good, 'acts only with', { decay: '2' }),
  bad('a parameter that is no number', good, 'no numeric range', { fit: 'spectrum' }),
  bad('one row and something to fit', good.split('\n').slice(0, 2).join('\n'), 'better ten', { fit: 'ridge' }),
];
