import type { Figure, FigurePoint, LinesPanel } from '../../figures/figure.ts';
import { power } from '../../numeric/special.ts';
import { renormalised } from '../../regression/training-spectrum.ts';
import type { Report } from '../contract.ts';
import type { Result } from './instrument.ts';

const POINTS = 60;

/** The learning curve with what was measured of it, and the error now at each ridge. */
export function drawForecast(result: Result, backTest: Report['backTest']): Figure<LinesPanel> {
  const { learned, farthest, forecastAt, compared, noise } = result;
  const { rows, errors, standardErrors, byRidge } = learned.validation;
  const first = Math.min(rows[0], learned.rows / 3);
  const curve = Array.from({ length: POINTS }, (_, i) =>
    forecastAt(first * power(farthest / first, i / (POINTS - 1))),
  ).filter(({ error, high }) => Number.isFinite(error) && Number.isFinite(high));
  const x = curve.map((one) => one.rows);
  const validated = rows.map((n, i) => pointAt(n, errors[i], errors[i] * standardErrors[i], false));
  const later = (compared ?? []).map(({ samples, error, standardError = 0, forecast: { low, high } }) => ({
    ...pointAt(samples, error, standardError, true),
    broken: error < low || error > high,
  }));
  return {
    title: 'Learning curve',
    axis: { label: 'training rows', symbol: 'n', scale: 'log' },
    verdict: backTest.verdict,
    panels: [
      {
        ...{ id: 'error', label: 'test error', symbol: 'E', scale: 'log' },
        series: [
          {
            label: '',
            theory: {
              ...{ x, y: curve.map(({ error }) => error) },
              band: { low: curve.map(({ low }) => low), high: curve.map(({ high }) => high) },
            },
            points: [...validated, ...later],
          },
        ],
        ...(noise.value > noise.low && noise.low > 0 && { level: { value: noise.value, label: 'noise' } }),
      },
      ...(byRidge.ridges.length > 1 ? [ridgePanel(result)] : []),
    ],
    bars: { mean: '±2 standard errors' },
    caption: [backTest.sentence.endsWith('.') ? backTest.sentence : `${backTest.sentence}.`],
    reading: `(a) line: forecast; shaded: where the mean error is with a chance of 95 %; open: cross-validation${compared ? '; filled: measured later' : ''}.${byRidge.ridges.length > 1 ? ` (b) line: ${learned.kind === 'seen' ? 'generalised cross-validation' : 'KARE'} of all ${learned.rows} rows; open: cross-validation.` : ''}`,
  };
}

function ridgePanel({ learned }: Result): LinesPanel {
  const { ridges, errors } = learned.validation.byRidge;
  const most = Math.max(...errors) * 3;
  return {
    ...{ id: 'ridge', label: 'error now', symbol: 'E', scale: 'log' },
    axis: { label: 'ridge', symbol: 'λ', scale: 'log' },
    series: [
      {
        label: '',
        theory: {
          x: ridges,
          // Beyond, the formula is 0/0.
          y: ridges.map((ridge) => {
            const { error } = renormalised(learned.spectrum, ridge);
            return error < most ? error : null;
          }),
        },
        points: ridges.map((ridge, i) => pointAt(ridge, errors[i], 0, false)),
      },
    ],
  };
}

function pointAt(x: number, y: number, error: number, judged: boolean): FigurePoint {
  return { x, y, low: Math.max(y / 10, y - 2 * error), high: y + 2 * error, kind: 'mean', judged, trials: 1 };
}
