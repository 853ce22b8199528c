import { expm1 } from '../../numeric/special.ts';
import type { Allocated } from '../../scaling-laws/extrapolate.ts';
import type { Form } from '../../scaling-laws/forms/form.ts';
import type { IsoFlop } from '../../scaling-laws/iso-flop.ts';
import { middle } from '../../scaling-laws/resample.ts';
import { plain } from '../../statistics/sentences.ts';
import { namedColumns, type ReportTable } from '../contract.ts';
import type { Analysis, HoldOut } from './analysis.ts';
import type { Runs } from './runs.ts';

/** A constant with the middle 95 % of the resamples, and whether the data determine it. */
export interface FittedConstant {
  name: string;
  symbol: string;
  value: number;
  low: number;
  high: number;
  /** Why the data do not determine it, if they do not. */
  undetermined?: string;
}

/** A positive constant whose interval spans more is not determined. */
const MOST_RATIO = 1e3;
/** Of the least loss: a floor whose interval begins below it cannot be told from none. */
const NO_FLOOR = 0.02;

export function constantsOf({ form, fit, resampled, share }: Analysis, runs: Runs): FittedConstant[] {
  const least = runs.loss.reduce((a, b) => Math.min(a, b));
  return form.constants.map(({ name, symbol, isPositive }): FittedConstant => {
    const values = resampled.map(({ constants }) => constants[name]).filter((one) => !Number.isNaN(one));
    const [low, high] = middle(values, share);
    const value = fit.constants[name];
    const undetermined =
      name === 'E' && low < NO_FLOOR * least
        ? 'cannot be told from zero'
        : !isPositive && low < 0 && high > 0
          ? 'its sign is open'
          : isPositive && name !== 'E' && !(high < MOST_RATIO * low)
            ? `anything from ${bound(low)} to ${bound(high)} fits`
            : undefined;
    return { name, symbol, value, low, high, ...(undetermined && { undetermined }) };
  });
}

function bound(value: number): string {
  return Number.isFinite(value) ? plain(value, 1) : 'any size';
}

export function constantsTable(constants: readonly FittedConstant[]): ReportTable {
  return {
    id: 'constants',
    title: 'Constants, with 95 % intervals by resampling runs',
    columns: namedColumns(['constant', 'fitted', 'low', 'high', 'remark']),
    rows: constants.map(({ symbol, value, low, high, undetermined }) => [symbol, value, low, high, undetermined ?? '']),
  };
}

/** Forms by how they predict what was held out from them, each with what it was worth. */
export function comparisonTable(
  tried: readonly { form: Form; test: HoldOut | undefined; chosen: boolean }[],
): ReportTable {
  const rows = tried.map(({ form, test, chosen }) => {
    const errors = test?.errors;
    const root = errors && Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length);
    const bias = errors && errors.reduce((a, b) => a + b, 0) / errors.length;
    return [
      `${form.id}${chosen ? ' (fitted)' : ''}`,
      form.formula,
      form.constants.length,
      test ? 100 * test.noise : null,
      root === undefined ? null : 100 * root,
      bias === undefined ? null : 100 * bias,
    ];
  });
  return {
    id: 'laws',
    title: 'Laws compared on the runs held out (of ln L, in %)',
    columns: [
      ...namedColumns(['law', 'formula', 'constants']),
      { name: 'scatter', label: 'scatter of the fitted' },
      { name: 'heldOut', label: 'error of the held out' },
      { name: 'bias', label: 'bias of the held out' },
    ],
    rows,
  };
}

export function allocationTable(rows: readonly Allocated[]): ReportTable {
  return {
    id: 'allocation',
    title: 'Best size and tokens at a compute, with 95 % intervals',
    columns: namedColumns([
      ...['compute', 'size', 'sizeLow', 'sizeHigh', 'tokens', 'tokensLow', 'tokensHigh', 'tokensPerParameter'],
      ...['loss', 'lossLow', 'lossHigh'],
    ]),
    rows: rows.map(({ compute, size, sizeInterval, tokens, tokensInterval, loss, low, high }) => [
      ...[compute, size, ...sizeInterval, tokens, ...tokensInterval, tokens / size],
      ...[loss, low, high],
    ]),
  };
}

export function isoFlopTable({ slices }: IsoFlop): ReportTable {
  return {
    id: 'iso-flop',
    title: 'Parabolas at one compute (approach 2): the best size, with 95 % intervals',
    columns: namedColumns(['compute', 'runs', 'size', 'sizeLow', 'sizeHigh', 'loss']),
    rows: slices.map(({ compute, runs, size, sizeInterval, loss }) => [compute, runs, size, ...sizeInterval, loss]),
  };
}

/** The runs that are farthest from the law. */
export function residualsTable({ fit }: Analysis, runs: Runs, most = 5): ReportTable {
  const far = Array.from(fit.residuals, (_, i) => i)
    .sort((a, b) => Math.abs(fit.residuals[b]) - Math.abs(fit.residuals[a]))
    .slice(0, most);
  const names = Object.keys(runs.columns) as (keyof Runs['columns'])[];
  return {
    id: 'residuals',
    title: 'Runs farthest from the law (above it, in %)',
    columns: namedColumns([
      'row',
      ...names.map((name) => runs.names[name] ?? name),
      runs.names.loss ?? 'loss',
      'above',
    ]),
    rows: far.map((i) => [
      runs.lines[i],
      ...names.map((name) => runs.columns[name]![i]),
      runs.loss[i],
      100 * expm1(-fit.residuals[i]),
    ]),
  };
}

/** The constants under other choices: what a single one of them is worth. */
export function sensitivityTable(
  form: Form,
  rows: readonly { what: string; constants: Record<string, number> }[],
): ReportTable {
  return {
    id: 'sensitivity',
    title: 'The constants under other choices',
    columns: namedColumns(['choice', ...form.constants.map(({ symbol }) => symbol)]),
    rows: rows.map(({ what, constants }) => [what, ...form.constants.map(({ name }) => constants[name])]),
  };
}
