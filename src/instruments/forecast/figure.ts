import type { Figure, FigurePoint, LinesPanel, Series } from '../../figures/figure.ts';
import type { Report } from '../contract.ts';
import type { Result } from './instrument.ts';

const POINTS = 60;

/** The learning curve with what was measured, and the error against the ridge, now. */
export function drawForecast(result: Result, backTest: Report['backTest']): Figure<LinesPanel> {
  const { learned, farthest, forecastAt, compared, noise, asked } = result;
  const { rows, errors, standardErrors } = learned.validation;
  const first = Math.min(rows[0], learned.rows / 3);
  const curve = Array.from({ length: POINTS }, (_, i) =>
    forecastAt(first * (farthest / first) ** (i / (POINTS - 1))),
  ).filter(({ error, high }) => Number.isFinite(error) && Number.isFinite(high));
  const validated = rows.map((x, i) => pointAt(x, errors[i], errors[i] * standardErrors[i], false));
  const later = (compared ?? []).map(({ samples, error, standardError = 0, forecast: { low, high } }) => ({
    ...pointAt(samples, error, standardError, true),
    broken: error < low || error > high,
  }));
  const line = (label: string, y: number[], points: FigurePoint[] = []): Series => ({
    label,
    theory: { x: curve.map((one) => one.rows), y },
    ...(points.length > 0 && { points }),
  });
  const { byRidge } = learned.validation;
  return {
    title: 'Learning curve',
    axis: { label: 'training rows', symbol: 'n', scale: 'log' },
    verdict: backTest.verdict,
    panels: [
      {
        ...{ id: 'error', label: 'test error', symbol: 'E', scale: 'log' },
        series: [
          line(
            'forecast',
            curve.map(({ error }) => error),
            [...validated, ...later],
          ),
          line(
            '2.5 %',
            curve.map(({ low }) => low),
          ),
          line(
            '97.5 %',
            curve.map(({ high }) => high),
          ),
        ],
        ...(noise.value > 0 && { level: { value: noise.value, label: 'noise' } }),
      },
      ...(byRidge.ridges.length > 1 ? [ridgePanel(byRidge, asked.ridge)] : []),
    ],
    bars: { mean: '±2 standard errors' },
    caption: [backTest.sentence.endsWith('.') ? backTest.sentence : `${backTest.sentence}.`],
    reading: '',
  };
}

function ridgePanel({ ridges, errors }: { ridges: number[]; errors: number[] }, _ridge: unknown): LinesPanel {
  return {
    ...{ id: 'ridge', label: 'error by cross-validation', symbol: 'E', scale: 'log' },
    axis: { label: 'ridge', symbol: 'λ', scale: 'log' },
    series: [{ label: 'cross-validation', theory: { x: ridges, y: errors } }],
  };
}

function pointAt(x: number, y: number, error: number, judged: boolean): FigurePoint {
  return { x, y, low: Math.max(y / 10, y - 2 * error), high: y + 2 * error, kind: 'mean', judged, trials: 1 };
}
