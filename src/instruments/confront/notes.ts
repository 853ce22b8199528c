import type { Parameters } from '../../plan/plan.ts';
import { stretchesOf } from '../../record/stretches.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { AnySystem, ValidityNote } from '../../systems/contract.ts';
import { inertParameters } from '../../systems/shared/inert.ts';
import type { Confronted } from './confrontation.ts';
import type { Fitted } from './fit-parameter.ts';
import type { Measured } from './measured.ts';

/** What is assumed: of the table, of the parameters, and by the theory at these points. */
export function notesOf(
  { plan, points, cells, margin }: Confronted,
  { errors, record }: Measured,
  { settings, isExact, fitted }: { settings: Parameters; isExact: boolean; fitted?: Fitted },
): ValidityNote[] {
  const notes: ValidityNote[] = stretchesOf(plan, points).map(({ where, message, ...note }) => ({
    ...note,
    message: where ? `${where}: ${message}` : message,
  }));
  const add = (level: ValidityNote['level'], id: string, title: string, message: string) =>
    notes.push({ id, title, level, message });
  if (errors === 'assumed')
    add(
      'strained',
      'errors-assumed',
      'uncounted trials',
      'the table does not say how many trials its standard errors are of, and they are taken as of many; of 3 trials an interval is 1.8 times as wide: say trials=3, or give a column of them',
    );
  if (errors === 'none')
    add(
      'strained',
      'no-errors',
      'no standard errors',
      `without standard errors, or several trials of a setting, chance is not told from disagreement: ${isExact ? 'each number is taken as exact' : 'nothing is judged; within=0.05 would compare by that margin alone'}`,
    );
  const assumed = defaultsOf(
    plan.system,
    settings,
    cells[0].measurement.given,
    points.flat().map(({ parameters }) => parameters),
  );
  if (assumed.length > 0 && !record)
    add(
      'note',
      'defaults',
      'parameters at their defaults',
      `neither the table nor a setting says, so these are assumed: ${assumed.join(', ')}`,
    );
  const between = cells.filter(({ cell }) => cell.coordinate !== undefined && (cell.predictedError ?? 0) > 1e-6);
  const largest = between.reduce((most, { cell }) => Math.max(most, cell.predictedError!), 0);
  if (between.length > 0)
    add(
      'note',
      'between',
      'between the places of theory',
      `theory is given at places of its own and has numerical errors, up to ${percent(largest, 2)} here, of it and of what is interpolated between them; the verdict allows for it`,
    );
  if (fitted)
    add(
      'note',
      'fitted',
      'a fitted parameter',
      `${fitted.sought.key} was fitted, so that the agreement of all points is no test; the back-test is. Its interval takes the theory as exact, which is meant to be good to ${percent(margin)}, and looked for it between ${fitted.sought.range.map((one) => plain(one, 3)).join(' and ')}${dependenceWords(fitted)}`,
    );
  return notes;
}

/** Parameters that have an effect somewhere and that nobody has set: `dimension = 300`. */
function defaultsOf(system: AnySystem, settings: Parameters, given: Parameters, all: Parameters[]): string[] {
  return Object.keys(system.parameters.shape).flatMap((key) => {
    const value = all[0][key];
    if (key in settings || key in given || value === undefined) return [];
    if (all.every((parameters) => key in inertParameters(system, parameters))) return [];
    return [
      `${key} = ${typeof value === 'number' ? plain(value, 6) : typeof value === 'string' ? value : JSON.stringify(value)}`,
    ];
  });
}

function dependenceWords({ dependence: { factor, isMeasured } }: Fitted): string {
  if (factor === 1) return '';
  const wider = plain(Math.sqrt(factor), 2);
  if (isMeasured) return `; numbers of the same trials vary together, which widens it ${wider} times`;
  return `; up to ${factor} numbers of one setting may be of the same trials, and it allows for their varying as one, ${wider} times as wide as for independent ones: a row for each trial, with a column seed, would tell`;
}
