import type { Figure, LinesPanel } from '../../figures/figure.ts';
import { BadInput } from '../../numeric/errors.ts';
import { brent } from '../../numeric/roots.ts';
import { exp, log, power } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import { namedColumns, type Report } from '../contract.ts';
import type { Asked } from './parameters.ts';
import type { SavedForecast } from './read-forecast.ts';
import { addedError } from './synthetic-rows.ts';

// A plan from a forecast: how many rows, instead of which size and how many tokens.

/** The error of a number of rows, a share of them synthetic. */
export interface Rows {
  rows: number;
  loss: number;
  low: number;
  high: number;
}

/** Of the rows that are planned, those in the table. */
const OTHERS = [0.1, 0.3, 1, 3, 10];
const POINTS = 60;

export function planRows(forecast: SavedForecast, asked: Asked, given: readonly string[]): Report {
  refuseOfFits(asked, given);
  const at = (rows: number) => rowsAt(forecast, asked, rows);
  const { tokens, loss } = asked;
  if (tokens !== undefined && (tokens < forecast.fewest || tokens > forecast.farthest))
    throw new BadInput(
      `tokens=${tokens} rows lie outside of ${plain(forecast.fewest, 3)} to ${plain(forecast.farthest, 4)}, which the forecast tells of; ${tokens > forecast.farthest ? `forecast further, with samples=${Math.ceil(tokens)}` : 'ask for more'}`,
    );
  const wanted = loss === undefined ? undefined : fewestRows(forecast, at, loss);
  const planned = at(wanted ? Math.ceil(wanted.rows) : tokens!);
  const others = OTHERS.map((factor) => factor * planned.rows).filter(
    (rows) => rows >= forecast.fewest && rows <= forecast.farthest,
  );
  const isEnough = wanted && tokens !== undefined ? tokens >= wanted.rows : undefined;
  return {
    backTest: forecast.backTest,
    answers: [
      ...(wanted ? [wantedWords(wanted, loss!, forecast)] : []),
      ...(isEnough === undefined ? [] : [enoughWords(isEnough, at(tokens!), loss!)]),
      `With ${plain(planned.rows, 4)} rows the error will be ${interval(planned)}.`,
      ...syntheticWords(forecast, asked, planned),
    ],
    tables: [
      {
        id: 'rows',
        title: 'Other numbers of rows, with 95 % intervals',
        columns: namedColumns(['rows', 'error', 'low', 'high', ...(asked.synthetic > 0 ? ['realAlone'] : [])]),
        rows: others.map((rows) => {
          const { loss: error, low, high } = at(rows);
          return [
            Math.round(rows),
            error,
            low,
            high,
            ...(asked.synthetic > 0 ? [realAlone(forecast, asked, rows)] : []),
          ];
        }),
      },
    ],
    figure: drawRows(forecast, at, planned),
    notes: notesOf(forecast, asked, planned),
    readings: [forecast.reading],
    files: { report: { origin: forecast.origin, sha256: forecast.sha256 } },
    values: {
      ...planned,
      ...(wanted && { wanted }),
      ...(asked.synthetic > 0 && { realAlone: realAlone(forecast, asked, planned.rows) }),
    },
  };
}

/** Settings that mean something with a fit alone, and what has to be there. */
function refuseOfFits({ loss, tokens, synthetic, generator }: Asked, given: readonly string[]): void {
  const idle = ['compute', 'epochs', 'noiseScale', 'device', 'utilization', 'operations'].find((key) =>
    given.includes(key),
  );
  if (idle)
    throw new BadInput(
      `${idle} has no effect on a plan from a forecast, which knows rows and no training runs; leave it out, and give tokens=… (rows) or loss=…`,
    );
  if (loss === undefined && tokens === undefined)
    throw new BadInput(
      'say what is planned: the rows that there are, as in tokens=5000, or the error to be reached, as in loss=0.05',
    );
  if (synthetic > 0 && generator === undefined)
    throw new BadInput(
      `synthetic=${synthetic} without the error of the model that labels these rows; give its mean squared error against the truth, as in generator=0.02`,
    );
  if (synthetic === 0 && generator !== undefined)
    throw new BadInput('generator has no effect without synthetic rows; give their share, as in synthetic=0.5');
}

function rowsAt(forecast: SavedForecast, { synthetic, generator = 0 }: Asked, rows: number): Rows {
  const { error, low, high, bias, noise } = forecast.at(rows);
  // E = (1 + 1/n)(bias² + σ²)/(1 − γ), as the forecast was made.
  const gamma = Math.min(1 - 1e-9, Math.max(0, 1 - ((1 + 1 / rows) * (bias + noise)) / error));
  const { most, least } = addedError(synthetic, generator, gamma);
  return { rows, loss: error + most, low: low + least, high: high + most };
}

/** The error with the real rows of the mixture, and without its synthetic ones. */
function realAlone(forecast: SavedForecast, { synthetic }: Asked, rows: number): number | null {
  const real = (1 - synthetic) * rows;
  return real >= forecast.fewest ? forecast.at(real).error : null;
}

/** The fewest rows for a loss, by the forecast and by either end of its interval. */
function fewestRows({ fewest, farthest }: SavedForecast, at: (rows: number) => Rows, loss: number) {
  const grid = Array.from({ length: POINTS }, (_, i) => at(fewest * power(farthest / fewest, i / (POINTS - 1))));
  const by = (key: 'loss' | 'low' | 'high'): number | undefined => {
    const first = grid.findIndex((one) => one[key] <= loss);
    if (first < 0) return undefined;
    if (first === 0) return grid[0].rows;
    const past = (logRows: number) => at(exp(logRows))[key] - loss;
    return exp(brent(past, log(grid[first - 1].rows), log(grid[first].rows)));
  };
  const rows = by('loss');
  const last = grid[POINTS - 1];
  if (rows === undefined)
    throw new BadInput(
      `a loss of ${loss} is not reached within ${plain(farthest, 4)} rows, where it is ${interval(last)}; forecast further, with samples=…, ask for a higher loss, or have fewer synthetic rows or a better generator of them`,
    );
  if (grid[0].loss <= loss)
    throw new BadInput(
      `a loss of ${loss} takes less than ${plain(fewest, 3)} rows, fewer than the forecast tells of; ask for a lower loss`,
    );
  const [atLeast, atMost] = [by('low') ?? rows, by('high')];
  return { rows, atLeast, ...(atMost !== undefined && { atMost }) };
}

function wantedWords(
  { rows, atLeast, atMost }: ReturnType<typeof fewestRows>,
  loss: number,
  { farthest }: SavedForecast,
) {
  const end = atMost === undefined ? `more than ${plain(farthest, 4)}` : plain(atMost, 3);
  return `A loss of ${plain(loss, 3)} takes ${plain(rows, 3)} rows (95 %: ${plain(atLeast, 3)} to ${end}).`;
}

function enoughWords(isEnough: boolean, there: Rows, loss: number): string {
  return isEnough
    ? `The ${plain(there.rows, 4)} rows there are suffice, with a loss of ${interval(there)}.`
    : `The ${plain(there.rows, 4)} rows there are do not suffice: with them the loss is ${interval(there)}, above ${plain(loss, 3)}.`;
}

function syntheticWords(forecast: SavedForecast, asked: Asked, planned: Rows): string[] {
  if (asked.synthetic === 0) return [];
  const alone = realAlone(forecast, asked, planned.rows);
  const share = percent(asked.synthetic, 2);
  if (alone === null) return [`${share} of the rows are synthetic; what the real ones alone would give is not known.`];
  const verdict = planned.low > alone ? 'hurt, and are better left out' : planned.loss > alone ? 'may hurt' : 'help';
  return [
    `${share} of the rows are synthetic. The ${plain((1 - asked.synthetic) * planned.rows, 3)} real ones alone would have an error of ${plain(alone, 3)}: the synthetic ones ${verdict}.`,
  ];
}

function notesOf(forecast: SavedForecast, asked: Asked, planned: Rows): ValidityNote[] {
  const notes = gatherNotes();
  notes.note(true, 'same-source', 'rows alike', () => 'new rows are taken to come as those of the forecast did');
  notes.note(
    asked.synthetic > 0,
    'generator',
    'the generator',
    () =>
      'synthetic rows have inputs like real ones, and labels of one model whose errors have nothing to do with the real rows of the mixture, with noise as they have; the ridge is that of real rows. The number is for errors in what the regression learns well, the lower end for errors anywhere (Dohmatob et al. 2024)',
  );
  notes.strained(
    planned.rows > 10 * forecast.rows,
    'far-beyond',
    'far beyond',
    () => `${plain(planned.rows / forecast.rows, 2)} times the rows of the forecast are planned`,
  );
  const own = forecast.notes
    .filter(({ level, id }) => level === 'strained' && id !== 'far-beyond')
    .map(({ id, level, title, message }) => ({
      ...{ id: `forecast-${id}`, level, title: `of the forecast: ${title}` },
      message: `of the forecast: ${message}`,
    }));
  return [...notes.all, ...own];
}

function drawRows(forecast: SavedForecast, at: (rows: number) => Rows, planned: Rows): Figure<LinesPanel> {
  const { fewest, farthest, backTest } = forecast;
  const curve = Array.from({ length: POINTS }, (_, i) => at(fewest * power(farthest / fewest, i / (POINTS - 1))));
  const { verdict, sentence } = backTest;
  return {
    title: `A plan for ${plain(planned.rows, 4)} rows`,
    axis: { label: 'training rows', symbol: 'n', scale: 'log' },
    verdict,
    panels: [
      {
        ...{ id: 'error', label: 'test error', symbol: 'E', scale: 'log' },
        series: [
          {
            label: '',
            theory: {
              ...{ x: curve.map(({ rows }) => rows), y: curve.map(({ loss }) => loss) },
              band: { low: curve.map(({ low }) => low), high: curve.map(({ high }) => high) },
            },
            points: [
              {
                ...{ x: planned.rows, y: planned.loss, low: planned.low, high: planned.high },
                ...{ kind: 'mean', trials: 1, judged: true, broken: false },
              },
            ],
          },
        ],
      },
    ],
    bars: { mean: '95 % intervals' },
    caption: [sentence.endsWith('.') ? sentence : `${sentence}.`],
    reading:
      'line: the forecast, synthetic rows included; shaded: where the mean error is with a chance of 95 %; the marker is the plan.',
  };
}

function interval({ loss, low, high }: Rows): string {
  return `${plain(loss, 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)})`;
}
