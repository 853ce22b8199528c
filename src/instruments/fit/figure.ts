import type { Figure, FigurePoint, LinesPanel } from '../../figures/figure.ts';
import { expm1, power } from '../../numeric/special.ts';
import { bestLoss, predictLoss } from '../../scaling-laws/extrapolate.ts';
import { percent } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { Analysis } from './analysis.ts';
import type { Runs } from './runs.ts';

/** How far beyond the largest run the line goes. */
const BEYOND = 100;
const POINTS = 25;

/**
 * The runs with the law, or its least loss at each compute, and its prediction interval; and how
 * far each run is from the law, those held out from the law of the others.
 */
export function drawFit(
  analysis: Analysis,
  runs: Runs,
  backTest: Report['backTest'],
  { margin, operations }: { margin: number; operations: number },
): Figure<LinesPanel> {
  const { form, backTest: test, fit, law } = analysis;
  const hasBoth = form.needs.includes('N') && form.needs.includes('D');
  const name = hasBoth || form.needs[0] === 'C' ? 'C' : form.needs[0];
  const label = { C: 'compute', N: 'parameters', D: 'tokens', U: 'unique tokens' }[name];
  const unit = name === 'C' && (runs.columns.C || hasBoth) ? 'FLOP' : undefined;
  const along = name === 'C' ? runs.cost : runs.columns[name]!;
  const first = along.reduce((a, b) => Math.min(a, b));
  const last = along.reduce((a, b) => Math.max(a, b)) * BEYOND;
  const line = Array.from({ length: POINTS }, (_, i) => first * power(last / first, i / (POINTS - 1))).flatMap((x) => {
    const found = hasBoth ? bestLoss(law, x, { operations }) : predictLoss(law, { [name]: x }, x);
    return found ? [{ x, y: found.loss, low: found.low, high: found.high }] : [];
  });
  const fitted = test?.fitted ?? runs.loss.length;
  const isHeld = (i: number) => i >= fitted;
  const deviation = (i: number) => (isHeld(i) ? expm1(-test!.errors[i - fitted]) : expm1(-fit.residuals[i]));
  const point = (i: number, y: number): FigurePoint => ({
    ...{ x: along[i], y, low: y, high: y, kind: 'mean', trials: 1 },
    judged: isHeld(i) || !test,
    broken: isHeld(i) && Math.abs(deviation(i)) > margin,
  });
  const all = Array.from(runs.loss, (_, i) => i);
  return {
    title: form.formula,
    axis: { label, symbol: name, scale: 'log', ...(unit && { unit }) },
    verdict: backTest.verdict,
    panels: [
      {
        ...{ id: 'loss', label: 'loss', symbol: 'L', scale: 'log' },
        series: [
          {
            label: '',
            theory: {
              ...{ x: line.map(({ x }) => x), y: line.map(({ y }) => y) },
              band: { low: line.map(({ low }) => low), high: line.map(({ high }) => high) },
            },
            points: all.map((i) => point(i, runs.loss[i])),
          },
        ],
      },
      {
        ...{ id: 'deviation', label: 'run above the law', scale: 'linear', unit: '%' },
        axis: { label, symbol: name, scale: 'log', ...(unit && { unit }) },
        series: [
          {
            label: '',
            theory: { x: [first, last / BEYOND], y: [0, 0], floor: [100 * margin, 100 * margin] },
            points: all.map((i) => point(i, 100 * deviation(i))),
          },
        ],
        verdict: backTest.verdict,
      },
    ],
    caption: [backTest.sentence.endsWith('.') ? backTest.sentence : `${backTest.sentence}.`],
    reading: `(a) line: ${hasBoth ? 'the least loss at each compute, size and tokens chosen best' : 'the law'}, shaded: where a new run would be with a chance of 95 %. (b) each run against the law${test ? ': open, those that the back-test fitted; filled, those that it predicted from them, ringed where the margin does not hold them' : ''}; shaded: the margin of ${percent(margin)}.`,
  };
}
