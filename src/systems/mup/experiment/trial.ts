import { log2, squared } from '../../../numeric/special.ts';
import { optimum } from '../../../statistics/curve-fits.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { MupObservable } from '../observables.ts';
import { drawsOf, type MupProblem } from '../problem.ts';
import { measureChanges } from './coordinates.ts';
import { type Draw, drawSamples } from './networks.ts';
import { lossesAtRates } from './rates.ts';

type Context = TrialContext<MupObservable>;

/**
 * Networks of every width on the same data: what a few steps change, or trainings at many rates.
 */
export function runTrial(problem: MupProblem, context: Context): Trial<MupObservable> {
  const { heap } = context.engine;
  const isCheck = problem.parameters.study === 'coordinates';
  return heap.scope(() => {
    const samples = drawSamples(problem, context.random.stream('samples'), heap, isCheck ? 'f64' : 'f32');
    const { engine, reporter } = context;
    const check = () => reporter.check();
    const draws: Draws = (width, random) => ({ problem, width, samples, random, engine, check });
    return isCheck ? coordinateCheck(problem, context, draws) : rateStudy(problem, context, draws);
  });
}

type Draws = (width: number, random: Context['random']) => Draw;

/** What networks drawn at one width give, for each width. */
function overWidths<T>(problem: MupProblem, { random, reporter }: Context, draws: Draws, of: (draw: Draw) => T): T[][] {
  const { widths } = problem;
  // The work at a width is about its square.
  const work = (width: number) => drawsOf(problem, width) * squared(width);
  const total = widths.reduce((sum, width) => sum + work(width), 0);
  let done = 0;
  return widths.map((width) => {
    const drawn = Array.from({ length: drawsOf(problem, width) }, (_, k) => {
      reporter.check();
      return of(draws(width, random.stream('network', width, k)));
    });
    done += work(width);
    reporter.progress(done / total);
    return drawn;
  });
}

const NAMES = {
  input: 'inputChange',
  hidden: 'hiddenChange',
  output: 'outputChange',
  initial: 'initialOutput',
  attention: 'attentionChange',
} as const;

function coordinateCheck(problem: MupProblem, context: Context, draws: Draws): Trial<MupObservable> {
  const drawn = overWidths(problem, context, draws, measureChanges);
  const observables: Trial<MupObservable>['observables'] = {};
  for (const [name, observable] of Object.entries(NAMES) as [keyof typeof NAMES, MupObservable][]) {
    if (drawn[0][0][name] === undefined) continue;
    const squares = Float64Array.from(drawn, (networks) => meanOf(networks.map((one) => one[name]!)));
    observables[observable] = name === 'initial' ? squares : squares.map(Math.sqrt);
  }
  const hidden = observables.hiddenChange as Float64Array | undefined;
  return { observables: { ...observables, ...(hidden && { depthChange: hidden[0] }) } };
}

const least = optimum('least');

function rateStudy(problem: MupProblem, context: Context, draws: Draws): Trial<MupObservable> {
  const { widths } = problem;
  const rates = Float64Array.from(problem.rates);
  const losses = overWidths(problem, context, draws, lossesAtRates).map((drawn) =>
    rates.map((_, k) => meanOf(drawn.map((curve) => curve[k]))),
  );
  const loss = new Float64Array(widths.length * rates.length);
  losses.forEach((curve, w) => void loss.set(curve, w * rates.length));
  const found = losses.map((curve) => least(rates, curve));
  const lost = found.indexOf(undefined);
  if (lost >= 0) {
    const reason = `the lowest loss at width ${widths[lost]} lies at an end of the rates tried`;
    return { observables: { loss }, without: { bestRate: reason, drift: reason, transferredLoss: reason } };
  }
  const best = Float64Array.from(found as number[]);
  const kept = indexOfLeast(losses[0]);
  return {
    observables: {
      loss,
      bestRate: best,
      drift: log2(best[best.length - 1] / best[0]),
      transferredLoss: Float64Array.from(losses, (curve) => curve[kept] / curve[indexOfLeast(curve)]),
    },
  };
}

function indexOfLeast(values: Float64Array): number {
  return values.reduce((best, value, k) => (value < values[best] ? k : best), 0);
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
