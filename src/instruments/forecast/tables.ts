import { power } from '../../numeric/special.ts';
import type { ReportTable } from '../contract.ts';
import type { Forecast } from './curve.ts';
import type { Result } from './instrument.ts';
import { generalisedCrossValidation } from './learn.ts';
import type { MeasuredPoint } from './measured.ts';

/** Rows of the table of the curve. */
const STEPS = 9;

export function curveTable({ learned, farthest, forecastAt }: Result): ReportTable {
  const at = Array.from({ length: STEPS }, (_, i) =>
    Math.round(learned.rows * power(farthest / learned.rows, i / (STEPS - 1))),
  );
  return {
    id: 'curve',
    title: 'The error forecast, its 95 % band, and its parts',
    columns: columns(['rows', 'error', 'low', 'high', 'bias²', 'variance', 'noise', 'ridge']),
    rows: [...new Set(at)].map((rows) => {
      const { error, low, high, bias, variance, noise, ridge } = forecastAt(rows);
      return [rows, error, low, high, bias, variance, noise, ridge];
    }),
  };
}

/** The error now, by what estimates it. */
export function nowTable({ learned, forecastAt, asked }: Result): ReportTable {
  const { error, ridge } = generalisedCrossValidation(learned, asked.ridge);
  const now = forecastAt(learned.rows);
  const { rows, errors, standardErrors, bestRidges } = learned.validation;
  const last = rows.length - 1;
  return {
    id: 'now',
    title: 'The error now',
    columns: columns(['estimate', 'rows', 'error', 'standardError', 'ridge']),
    rows: [
      [learned.kind === 'seen' ? 'generalised cross-validation' : 'KARE', learned.rows, error, null, ridge],
      ['cross-validation', rows[last], errors[last], errors[last] * standardErrors[last], bestRidges[last]],
      ['forecast', learned.rows, now.error, now.error * now.deviation, now.ridge],
    ],
  };
}

/** Measured at several sizes, against the curve. */
export function validationTable({ learned, forecastAt }: Result): ReportTable {
  const { rows, errors, standardErrors } = learned.validation;
  return {
    id: 'validation',
    title: 'Cross-validation beside the curve',
    columns: columns(['rows', 'measured', 'standardError', 'curve']),
    rows: rows.map((n, i) => [n, errors[i], errors[i] * standardErrors[i], forecastAt(n).error]),
  };
}

export function measuredTable(compared: (MeasuredPoint & { forecast: Forecast })[]): ReportTable {
  return {
    id: 'measured',
    title: 'What was measured beside what was forecast (above it, in %)',
    columns: columns(['rows', 'measured', 'standardError', 'forecast', 'low', 'high', 'above']),
    rows: compared.map(({ samples, error, standardError, forecast }) => [
      ...[samples, error, standardError ?? null, forecast.error, forecast.low, forecast.high],
      100 * (error / forecast.error - 1),
    ]),
  };
}

function columns(names: string[]): ReportTable['columns'] {
  return names.map((name) => ({ name: name.replace('²', 'Squared'), label: name }));
}
