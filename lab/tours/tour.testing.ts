import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../src/data/open.ts';
import { drawFigure } from '../../src/figures/draw.ts';
import { measureSystem } from '../../src/library.ts';
import { makePlanWithoutInert } from '../../src/plan/plan.ts';
import type { Settings } from '../../src/plan/settings.ts';
import { figureOf } from '../../src/record/figure-of.ts';
import type { RunResult } from '../../src/run/conduct.ts';
import { executeTheory } from '../../src/run/here.ts';
import { findSystem } from '../../src/systems/registry.ts';
import { type Drawn, placeOfMark } from '../pointing.ts';
import { declare } from '../work/declare.ts';
import { BUDGET, type Step, type Tour } from './tour.ts';

/** What the numbers of a step are computed from. */
export interface Known {
  /**
   * What theory has for an observable with these settings in place of the step's: along the axis,
   * or along its coordinate.
   */
  theory(observable: string, instead?: Record<string, string | number>): Promise<number[]>;
  /** The experiment of the step, as the page makes it. */
  result: RunResult;
}

/** Pieces of a step's words, and the numbers in each, in their order. */
export type Numbers = Record<string, (known: Known) => number | number[] | Promise<number | number[]>>;

const NUMBER = /−?\d+(?:\.\d+)?/g;

/**
 * Tests a tour: each step's settings can be asked for, over the whole range of its knob; its
 * experiment comes to the verdict that it tells of; and every number in its words is one of its
 * settings, or is computed here and comes out as it is written. `numbers` has an entry for each
 * step.
 */
export function describeTour(tour: Tour, numbers: readonly Numbers[]): void {
  describe(`the tour ‘${tour.title}’`, () => {
    it('has five to seven steps, told in few words', () => {
      expect(tour.steps.length).toBeGreaterThanOrEqual(5);
      expect(tour.steps.length).toBeLessThanOrEqual(7);
      expect(numbers.length).toBe(tour.steps.length);
      for (const { title, says, look } of tour.steps) {
        expect(title.length, title).toBeLessThan(50);
        const sentences = says.split(/[.?!](?:\s|$)/).filter((one) => one !== '').length;
        expect(sentences, title).toBeGreaterThanOrEqual(2);
        expect(sentences, title).toBeLessThanOrEqual(4);
        expect(`${says} ${look}`.length, title).toBeLessThan(520);
      }
    });

    it.each(tour.steps.map((step, i) => [i + 1, step.title, step, numbers[i]] as const))(
      'step %i, %s',
      async (_number, _title, step, checks) => {
        await expectAskable(step);
        const result = await experimentOf(step);
        expect(result.verdict.overall, JSON.stringify(result.verdict.observables)).toBe(step.verdict);
        expectMarked(step, result);
        await expectNumbers(
          step,
          { result, theory: (observable, instead) => theoryOf(step, observable, instead) },
          checks,
        );
      },
    );
  });
}

/**
 * The knob is one of the system's, and theory answers at both of its ends, where nothing is left
 * out.
 */
async function expectAskable({ system: id, settings, shown, knob }: Step): Promise<void> {
  const system = await findSystem(id);
  const { parameters } = declare(system, '');
  const parameter = parameters.find(({ key }) => key === knob.parameter);
  expect(parameter?.control.kind).toBe('number');
  const value = Number(settings[knob.parameter] ?? parameter!.fallback);
  expect(value).toBeGreaterThanOrEqual(knob.low);
  expect(value).toBeLessThanOrEqual(knob.high);
  for (const end of [knob.low, knob.high]) {
    const { plan, leftOut } = makePlanWithoutInert(
      system,
      await opened({ ...settings, [knob.parameter]: String(end) }),
    );
    expect(leftOut).toEqual({});
    const observables = shown.filter((name) => name in system.observables);
    const { predictions } = await executeTheory(plan, observables, { engine: 'wasm', lines: false });
    expect(predictions.flat().length).toBeGreaterThan(0);
  }
}

/** What it points at is in its figure, and is said in a few words without a number. */
function expectMarked({ mark, title }: Step, result: RunResult): void {
  expect(mark.says, title).toMatch(/^[^\d]{3,34}$/);
  const figure = figureOf(result);
  let drawn: Drawn | undefined;
  const { document } = parseHTML('<!doctype html><html></html>');
  drawFigure(figure, document as unknown as Document, {
    width: 500,
    placed: (panels) => {
      drawn = { figure, panels, width: 500, height: 0 };
    },
  });
  expect(placeOfMark(drawn!, mark), `${title}: ${mark.says}`).toBeDefined();
}

async function experimentOf({ system: id, settings, shown, margin }: Step): Promise<RunResult> {
  const system = await findSystem(id);
  return measureSystem(system, await opened(settings), {
    ...{
      shown,
      margin: margin ?? system.margin.value,
      budget: BUDGET,
      budgetBy: 'estimate',
      engine: 'wasm',
      seed: '1',
    },
  });
}

async function opened(settings: Readonly<Record<string, string>>): Promise<Settings> {
  return settings.data === undefined ? { ...settings } : { ...settings, data: await openDataset(settings.data) };
}

async function theoryOf(
  { system: id, settings }: Step,
  observable: string,
  instead: Record<string, string | number> = {},
): Promise<number[]> {
  const changed = Object.fromEntries(Object.entries(instead).map(([key, value]) => [key, String(value)]));
  const { plan } = makePlanWithoutInert(await findSystem(id), await opened({ ...settings, ...changed }));
  const { predictions } = await executeTheory(plan, [observable], { engine: 'wasm', lines: false });
  return predictions.flat().flatMap((prediction) => {
    if ('reason' in prediction) throw new Error(prediction.reason);
    const { value } = prediction.observables[observable];
    return typeof value === 'number' ? [value] : Array.from(value);
  });
}

async function expectNumbers(step: Step, known: Known, checks: Numbers): Promise<void> {
  const said = `${step.says} ${step.look} ${step.knob.says}`;
  let rest = said;
  for (const [piece, compute] of Object.entries(checks)) {
    expect(rest, `‘${piece}’ is said`).toContain(piece);
    rest = rest.replace(piece, '');
    const written = piece.match(NUMBER) ?? [];
    const computed = [await compute(known)].flat();
    expect(written.length, piece).toBe(computed.length);
    for (const [i, text] of written.entries()) {
      const decimals = text.split('.')[1]?.length ?? 0;
      expect(computed[i].toFixed(decimals).replace('-', '−'), `${text} in ‘${piece}’, computed as ${computed[i]}`).toBe(
        text,
      );
    }
  }
  const given = Object.values(step.settings)
    .flatMap((text) => text.match(/\d+(?:\.\d+)?/g) ?? [])
    .map(Number);
  const untested = (rest.match(NUMBER) ?? []).filter((text) => !given.includes(Number(text)));
  expect(untested, 'numbers that are neither settings nor computed').toEqual([]);
}

/**
 * What theory has for a number drawn from the curve of the step's one setting, or from its axis.
 */
export function derived({ points, curves }: RunResult, name: string): number {
  const cell = points[0][0].observables[name]?.[0] ?? curves[0].derived[name];
  if (cell?.predicted === undefined) throw new Error(`theory has no ${name}`);
  return cell.predicted;
}

export function least(values: number[]): number {
  return Math.min(...values);
}

/** By how many per cent the measurement is at most below the lazy theory’s ratio of 1. */
export function departure({ points }: RunResult, name: string): number {
  const ratios = points.flat().map(({ observables }) => {
    const { measured } = observables[name][0];
    if (!measured) throw new Error(`${name} was not measured`);
    return 'mean' in measured ? measured.mean : measured.median;
  });
  return 100 * (1 - least(ratios));
}
