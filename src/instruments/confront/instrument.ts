import { openWorkshop } from '../../measure/workshop.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Parameters } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { jsonParameter } from '../../record/json.ts';
import { pointRows, toCsv } from '../../record/points.ts';
import type { AnySystem } from '../../systems/contract.ts';
import { inertParameters } from '../../systems/shared/inert.ts';
import { didYouMean } from '../../systems/suggest.ts';
import { defineInstrument, type Instrument } from '../contract.ts';
import { answersOf, valuesOf } from './answers.ts';
import { type BackTest, fitAndTest, judgeAll } from './back-test.ts';
import { type Confronted, confrontTheory, type Subject } from './confrontation.ts';
import { examples } from './examples.ts';
import { drawConfronted } from './figure.ts';
import { soughtOf } from './fit-parameter.ts';
import { type Measured, readMeasured } from './measured.ts';
import { notesOf } from './notes.ts';
import { type OwnAsked, ownKeys, parametersOf } from './parameters.ts';
import { planOfRows } from './settings-of-rows.ts';
import { deviationsTable, fittedTable } from './tables.ts';
import { theoryOf } from './theory.ts';

/**
 * The theory of a system against numbers that were measured elsewhere: the instrument of that
 * system, with its parameters as keys.
 */
export function confront(system: AnySystem): Instrument {
  return defineInstrument({
    id: 'confront',
    title: `Measurements of your own against the theory of ${system.id}`,
    question: 'Do these numbers, measured elsewhere, agree with the theory, and under which value of a parameter?',
    sources: system.sources,
    inputs: [
      {
        name: 'measured',
        description: `a table with a row for each measurement: what was varied, the observable, its standard error or a seed (CSV, TSV, JSON lines), or a record of ${system.id}`,
      },
    ],
    parameters: parametersOf(system),
    examples: system.id === 'ridge' ? examples : [],
    run: async ([file], parameters, context) => {
      const asked = parameters as OwnAsked;
      const measured = await readMeasured(file, system, asked);
      const settings = settingsOf(system, parameters, measured, context.given);
      const shown = shownOf(system, asked, measured);
      const margin = asked.within ?? measured.record?.margin ?? system.margin.value;
      const isExact = measured.errors === 'none' && asked.within !== undefined;
      const conditions = { shown, margin, looks: measured.record?.looks ?? 1, isExact };
      const workshop = openWorkshop(system, context.engine);
      const columns = Object.keys(measured.measurements[0].given);
      const sought = asked.fit === undefined ? undefined : soughtOf(system, asked.fit, context.given, columns);
      const subject = { system, measured, settings, conditions, workshop, context };
      const test: BackTest = sought ? await fitAndTest(sought, subject) : {};
      const all = await confrontAll(subject, test.settings ?? settings);
      const backTest = test.backTest ?? judgeAll(all, measured, isExact);
      return {
        backTest,
        answers: answersOf(all, measured, test),
        tables: [...(test.fitted ? [fittedTable(test.fitted)] : []), deviationsTable(all)],
        figure: drawConfronted(all, backTest.verdict, test.fitted),
        notes: notesOf(all, measured, { settings: test.settings ?? settings, isExact, fitted: test.fitted }),
        readings: measured.readings,
        files: { measured: { origin: measured.origin, sha256: measured.sha256 } },
        values: valuesOf(all, test.fitted),
        attachments: { 'points.csv': toCsv(pointRows(all)) },
      };
    },
  });
}

async function confrontAll(
  { system, measured, conditions, workshop, context }: Subject,
  settings: Parameters,
): Promise<Confronted> {
  const { plan, pointOf, rowOf } = planOfRows(system, settings, measured);
  const theory = await theoryOf(plan, conditions.shown, workshop, context, { rowOf, lines: true });
  return confrontTheory(plan, theory, measured.measurements, pointOf, conditions);
}

/**
 * The record's settings, and above them the user's. Throws `BadInput` for a key that is a column.
 */
function settingsOf(
  system: AnySystem,
  parameters: Parameters,
  { record, measurements, name }: Measured,
  given: readonly string[],
): Parameters {
  const own = given.filter((key) => !ownKeys.includes(key));
  const columns = Object.keys(measurements[0].given);
  const twice = own.find((key) => columns.includes(key));
  if (twice !== undefined)
    throw new BadInput(
      `${twice} is a column of ${name} and a setting as well; leave out ${twice}=…, or the column, columns=none:${twice}`,
    );
  const settings = { ...record?.settings, ...Object.fromEntries(own.map((key) => [key, parameters[key]])) };
  for (const [key, value] of Object.entries(settings))
    if (value !== null && typeof value === 'object' && 'sha256' in value && !('values' in value))
      throw new BadInput(
        `the record was made with a file, ${key}=${(jsonParameter(value) as { origin: string }).origin}; give it again, as in ${key}=path/to/file`,
      );
  // What the user changes may take the effect from what the record has.
  const inert = inertParameters(system, checkParameters(system, settings));
  for (const key of Object.keys(settings)) if (key in inert && !own.includes(key)) delete settings[key];
  return settings;
}

/** The user's choice, the record's, or all that is there. */
function shownOf(system: AnySystem, { observables }: OwnAsked, { measurements, record, name }: Measured): string[] {
  const there = [...new Set(measurements.map(({ observable }) => observable))];
  if (observables !== undefined) {
    const wanted = observables.split(',').map((one) => one.trim());
    const strange = wanted.find((one) => !there.includes(one));
    if (strange !== undefined)
      throw new BadInput(
        `observables=${observables}: ${name} has no '${strange}'${didYouMean(strange, there)}; it has ${there.join(', ')}`,
      );
    return wanted;
  }
  if (!record) return there;
  const shown = (record.shown ?? system.shown).filter((one) => there.includes(one));
  return shown.length > 0 ? shown : there;
}
