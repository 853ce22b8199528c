import { z } from 'zod';
import type { Dataset } from '../../data/dataset.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Parameters } from '../../plan/plan.ts';
import { looksOf } from '../../run/trial-bench.ts';
import { count } from '../../statistics/sentences.ts';
import type { AnySystem } from '../../systems/contract.ts';
import type { InputFile } from '../contract.ts';
import { Cells, parameterIn } from './cells.ts';
import type { Measured, Measurement } from './measured.ts';

/** The columns by which a record's points are known. */
const BEFORE = ['scale', 'curve', 'label'];
const AFTER = ['observable', 'coordinate', 'second', 'predicted', 'predictedError', 'mean', 'standardError', 'median'];

/** Whether it is the `points.csv` that a run writes. */
export function isRecord({ header = [] }: Dataset): boolean {
  return BEFORE.every((name, i) => header[i] === name) && AFTER.every((name) => header.includes(name));
}

/**
 * The points of a record, with the settings, the margin and what was shown from the manifest beside
 * them, where there is one. What the run did not judge, for want of trials or because some failed,
 * stays unjudged. Throws `BadInput`.
 */
export async function recordMeasurements(
  file: InputFile,
  system: AnySystem,
  table: Dataset,
): Promise<Pick<Measured, 'measurements' | 'record' | 'errors' | 'readings'>> {
  const cells = new Cells(table);
  const header = table.header!;
  const at = (name: string) => header.indexOf(name);
  const parameters = header.slice(BEFORE.length, at('observable'));
  const known = { ...system.observables, ...system.derived };
  const others = new Set<number>();
  const measurements = Array.from({ length: table.rows }, (_, row) => row).flatMap((row): Measurement[] => {
    if (cells.number(row, at('scale')) !== 1) {
      others.add(cells.number(row, at('scale')));
      return [];
    }
    const observable = String(cells.value(row, at('observable')));
    if (!Object.hasOwn(known, observable))
      throw new BadInput(
        `${table.name}: row ${cells.line(row)}: ${system.id} has no observable '${observable}'; is the record one of ${system.id}?`,
      );
    const number = (name: string) => cells.number(row, at(name));
    const place = (name: 'coordinate' | 'second') => (Number.isNaN(number(name)) ? {} : { [name]: number(name) });
    const given = givenOf(cells, parameters, row);
    const trials = number('trials');
    const measured = Number.isFinite(number('mean'))
      ? {
          ...{ mean: number('mean'), standardError: number('standardError'), trials },
          ...(at('skewness') >= 0 && Number.isFinite(number('skewness')) && { skewness: number('skewness') }),
        }
      : Number.isFinite(number('median'))
        ? { median: number('median'), low: number('low'), high: number('high'), trials }
        : undefined;
    const isJudged = cells.text(row, at('verdict')) !== 'not judged';
    const reason = isJudged ? undefined : cells.text(row, at('reason'));
    const isMissing = !measured && reason !== undefined && reason !== 'not measured' && trials > 0;
    const along: string | undefined = system.derived?.[observable]?.along;
    return [
      {
        ...{ line: cells.line(row), given, observable, ...place('coordinate'), ...place('second') },
        ...(measured && { measured }),
        ...(reason !== undefined && { reason }),
        ...(isMissing && { missing: true as const }),
        ...(along !== undefined && !(along in (system.coordinates ?? {})) && { ofCurve: true as const }),
      },
    ];
  });
  const manifest = await manifestOf(file, system);
  const settings = manifest && settingsOf(manifest, parameters);
  const what = settings
    ? `with the settings, margin and observables of its manifest`
    : 'without a manifest beside them: what they do not name is at its default';
  const left = others.size > 0 ? `; sizes × ${[...others].join(', ')} left out` : '';
  return {
    measurements,
    record: {
      settings: settings ?? {},
      ...(manifest?.shown && { shown: manifest.shown }),
      ...(manifest?.margin !== undefined && { margin: manifest.margin }),
      looks: (manifest?.looksBefore ?? 0) + looksOf(manifest?.trials ?? 1),
    },
    errors: 'known',
    readings: [`${table.name}: the points of a record, ${count(measurements.length, 'number')}, ${what}${left}`],
  };
}

/**
 * Swept parameters, as text where they are words or arrays; one named like a column has a prefix.
 */
function givenOf(cells: Cells, parameters: string[], row: number): Parameters {
  return Object.fromEntries(
    parameters.flatMap((title, i) => {
      const value = cells.value(row, BEFORE.length + i);
      if (value === undefined) return [];
      const name = title.replace(/^parameter_/, '');
      return [[name, parameterIn(name, value)]];
    }),
  );
}

/** What of a manifest is used. */
const MANIFEST = z.looseObject({
  parameters: z.record(z.string(), z.unknown()),
  shown: z.array(z.string()).optional(),
  margin: z.number().positive().optional(),
  trials: z.union([z.literal('auto'), z.int().min(1)]).optional(),
  looksBefore: z.int().min(0).optional(),
});
type Manifest = z.output<typeof MANIFEST>;

async function manifestOf({ beside, name }: InputFile, system: AnySystem): Promise<Manifest | undefined> {
  const bytes = await beside?.('manifest.json');
  if (!bytes) return undefined;
  let found: { system?: unknown } | null;
  try {
    found = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new BadInput(`the manifest.json beside ${name} is not readable as JSON: the record is damaged`);
  }
  const of = found?.system;
  if (typeof of === 'string' && of !== system.id)
    throw new BadInput(`${name} is of a record of ${of}, and not of ${system.id}; confront ${of}`);
  const { data: manifest, error } = MANIFEST.safeParse(of === system.id ? found : null);
  if (error)
    throw new BadInput(
      `the manifest.json beside ${name} is damaged: its ${String(error.issues[0].path[0] ?? 'system')} cannot be what it is; copy the record again`,
    );
  return manifest;
}

/** What all points have in common; a file of numbers has to be given again. */
function settingsOf({ parameters }: Manifest, swept: string[]): Parameters {
  const settings = Object.entries(parameters).filter(([key]) => !swept.includes(key));
  return Object.fromEntries(settings);
}
