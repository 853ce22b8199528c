import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import { plainMost } from '../../statistics/sentences.ts';
import type { PSpinParameters } from './parameters.ts';

/** A descent and the times at which it is looked at. */
export interface PSpinProblem {
  parameters: PSpinParameters;
  /** Everything happens at whole multiples of this time: the step of a descent. */
  tick: number;
  /** How many ticks there are, at which of them the state is looked at, and when waiting ends. */
  ticks: number;
  looks: number[];
  waitingTicks: number;
  /** At which ticks after the wait the correlation is taken. */
  lags: number[];
  /** Edges of the bins of the Hessian's spectrum, in units of its radius. */
  edges: Float64Array;
}

/** Radius of the spectrum of the Hessian: 2√(f″(1)). */
export function hessianRadius(order: number): number {
  return Math.sqrt(2 * order * (order - 1));
}

/**
 * The largest curvature to be met: twice the radius at the threshold, or the radius above a minimum
 * that the signal has dug.
 */
function largestCurvature(order: number, signal: number): number {
  const radius = hessianRadius(order);
  return radius + Math.max(radius, signal > 0 ? signal + (radius * radius) / 4 / signal : 0);
}

const LOOKS = 12;
/** What comes before this share of the time is not shown. */
const FIRST = 1 / 8;
/** A tick of the flow times the largest curvature: Runge and Kutta's steps are stable up to 2.8. */
const FLOW_TICK = 1.6;
const MOST_STEPS = 2000;
const BIN = 0.15;
/** Into how many steps theory cuts a tick of the flow at its finest. */
export const FINEST = 8;

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: PSpinParameters): PSpinProblem {
  const { order, time, step, temperature, waiting, size, signal, startOverlap } = parameters;
  if (step === 'flow' && temperature > 0)
    throw new BadInput(
      `with a temperature (given: ${temperature}) noise comes in steps: give step a number, as step=0.05 (given: flow), or set temperature=0`,
    );
  const curvature = largestCurvature(order, signal);
  if (step !== 'flow' && step * curvature >= 2)
    throw new BadInput(
      `step=${step} is unstable here: it must be below ${plainMost(2 / curvature, 3)}, 2 over the largest curvature`,
    );
  // The flow needs ticks that resolve its first look, too.
  const wanted = step === 'flow' ? Math.min(FLOW_TICK / curvature, time * FIRST) : step;
  const ticks = step === 'flow' ? Math.ceil(time / wanted - 1e-9) : Math.round(time / wanted);
  const tick = step === 'flow' ? time / ticks : step;
  if (ticks < 1) throw new BadInput(`time (given: ${time}) must be at least one step (given: ${step})`);
  const most = step === 'flow' ? MOST_STEPS / FINEST : MOST_STEPS;
  if (ticks > most)
    throw new BadInput(
      `time=${time} is too long: theory, whose work grows as its cube, reaches ${plainMost(most * tick, 3)} here; shorten time, or take ${step === 'flow' ? 'a step, as step=0.1' : 'a larger step'}`,
    );
  const waitingTicks = Math.round(waiting / tick);
  if (waitingTicks >= ticks)
    throw new BadInput(`waiting (given: ${waiting}) must end before time (given: ${time}) does, by at least a step`);
  if (signal === 0 && startOverlap > 0)
    throw new BadInput(`startOverlap (given: ${startOverlap}) is with a planted direction: give signal a strength`);
  const entries = tensorEntries(order, size);
  if (entries > MOST_ENTRIES)
    throw new BadInput(
      `order=${order} with size=${size} has ${(entries / 1e6).toFixed(0)} million couplings to store, but at most ${MOST_ENTRIES / 1e6} million are allowed: take size up to ${largestSize(order)}`,
    );
  return {
    parameters,
    tick,
    ticks,
    looks: spread(Math.max(1, Math.round(ticks * FIRST)), ticks),
    waitingTicks,
    lags: spread(1, ticks - waitingTicks),
    edges: Float64Array.from(
      { length: 9 + Math.ceil(curvature / hessianRadius(order) / BIN) + 2 },
      (_, i) => BIN * (i - 9),
    ),
  };
}

/** 512 MB in float32. */
const MOST_ENTRIES = 1.28e8;

/** Rows for ascending tuples of p − 1 indices, N columns. */
export function tensorEntries(order: number, size: number): number {
  let rows = 1;
  for (let i = 1; i < order; i++) rows = (rows * (size + i - 1)) / i;
  return rows * size;
}

function largestSize(order: number): number {
  let size = 10;
  while (tensorEntries(order, size + 1) <= MOST_ENTRIES) size++;
  return size;
}

/** Up to `LOOKS` different whole numbers from first to last, evenly in their logarithm. */
function spread(first: number, last: number): number[] {
  const all = Array.from({ length: LOOKS }, (_, i) => Math.round(first * power(last / first, i / (LOOKS - 1))));
  return [...new Set(all)];
}

export function timesOf({ looks, tick }: PSpinProblem): Float64Array {
  return Float64Array.from(looks, (k) => k * tick);
}

export function lagsOf({ lags, tick }: PSpinProblem): Float64Array {
  return Float64Array.from(lags, (k) => k * tick);
}

/** The middles of the bins. */
export function curvaturesOf({ edges }: PSpinProblem): Float64Array {
  return Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i] + edges[i + 1]) / 2);
}
