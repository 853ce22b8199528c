import type { Figure, LinesPanel } from '../../figures/figure.ts';
import { power } from '../../numeric/special.ts';
import { predictLoss } from '../../scaling-laws/extrapolate.ts';
import { plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { HeldOutRun } from './back-test.ts';
import { at, lossAt, type Outlook, type Planned } from './outlook.ts';

const POINTS = 41;
const [LAW, PLAN, HELD_OUT] = ['the law', 'the plan', 'runs held out'];
/** Around the best size, and around the budget and the dearest run. */
const [SIZES, BUDGETS] = [16, 10];

interface Line {
  x: number[];
  y: number[];
  band: { low: number[]; high: number[] };
}

/** Loss against size at the budget, the least loss at each budget, and the runs held out. */
export function drawPlan(
  planned: Planned,
  outlook: Outlook,
  runs: readonly HeldOutRun[],
  { verdict, sentence }: Report['backTest'],
  check: () => void,
): Figure<LinesPanel> {
  const here = (x: number) => ({
    ...{ x, y: planned.loss, low: planned.low, high: planned.high, kind: 'mean' as const, trials: 1 },
    ...{ judged: true, broken: false },
  });
  const panel = (id: string, axis: LinesPanel['axis'], theory: Line, x: number): LinesPanel => ({
    ...{ id, label: 'loss', symbol: 'L', scale: 'linear', axis },
    series: [
      { label: LAW, theory },
      { label: PLAN, points: [here(x)] },
    ],
  });
  const compute = { label: 'compute', symbol: 'C', unit: 'FLOP', scale: 'log' as const };
  const size = { label: 'parameters', symbol: 'N', scale: 'log' as const };
  return {
    title: `A plan for ${plain(planned.compute, 3)} FLOP`,
    axis: compute,
    verdict,
    panels: [
      panel('sizes', size, acrossSizes(planned, outlook), planned.size),
      panel('budgets', compute, acrossBudgets(planned, outlook, check), planned.compute),
      ...(runs.length > 0 ? [heldOutPanel(runs, size, verdict)] : []),
    ],
    bars: { mean: '95 % intervals' },
    caption: [sentence.endsWith('.') ? sentence : `${sentence}.`],
    reading: `(a) the loss of each size at this budget; (b) the least loss of each budget; shaded: where a run’s loss is with a chance of 95 %; the marker is the plan.${runs.length > 0 ? ' (c) runs that the fit held out, against what the law of the cheaper ones said of them; bars: 95 % intervals of that.' : ''}`,
  };
}

function acrossSizes({ compute, size, free }: Planned, outlook: Outlook): Line {
  const { law, options } = at(outlook, free);
  const product = compute / options.operations;
  const least = Math.max(size / SIZES, product / (options.mostTokens ?? product));
  return lineOf(Math.max(1, least), Math.min(size * SIZES, product), (N) => {
    const D = product / N;
    return predictLoss(law, { N, D, U: Math.min(D, options.unique ?? D) }, compute);
  });
}

function acrossBudgets({ compute }: Planned, outlook: Outlook, check: () => void): Line {
  const { dearest } = outlook.law.saved;
  return lineOf(Math.min(compute, dearest) / BUDGETS, Math.max(compute, dearest) * BUDGETS, (C) => {
    check();
    return lossAt(outlook, C);
  });
}

function lineOf(
  first: number,
  last: number,
  of: (x: number) => { loss: number; low: number; high: number } | undefined,
): Line {
  const points = Array.from({ length: POINTS }, (_, i) => first * power(last / first, i / (POINTS - 1))).flatMap(
    (x) => {
      const said = of(x);
      return said ? [{ x, ...said }] : [];
    },
  );
  return {
    x: points.map(({ x }) => x),
    y: points.map(({ loss }) => loss),
    band: { low: points.map(({ low }) => low), high: points.map(({ high }) => high) },
  };
}

/** Each held-out loss above what was said of it, with the interval of that. */
function heldOutPanel(
  runs: readonly HeldOutRun[],
  axis: LinesPanel['axis'],
  verdict: Report['backTest']['verdict'],
): LinesPanel {
  const sizes = runs.map(({ size }) => size);
  const above = (value: number, loss: number) => 100 * (value / loss - 1);
  return {
    ...{ id: 'held-out', label: 'runs held out', scale: 'linear', unit: '% above the law', axis, verdict },
    series: [
      { label: LAW, theory: { x: [Math.min(...sizes) / 1.5, Math.max(...sizes) * 1.5], y: [0, 0] } },
      { label: PLAN },
      {
        label: HELD_OUT,
        points: runs.map(({ size, measured, loss, low, high }) => {
          const half = (above(high, loss) - above(low, loss)) / 2;
          const y = above(measured, loss);
          return {
            ...{ x: size, y, low: y - half, high: y + half, kind: 'mean', trials: 1, judged: true },
            broken: measured < low || measured > high,
          };
        }),
      },
    ],
  };
}
