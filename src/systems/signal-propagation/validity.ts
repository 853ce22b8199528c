import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { fixedPoint } from '../shared/signal-fixed-points.ts';
import type { SignalProblem } from './problem.ts';
import { layerOf } from './theory/prediction.ts';

/** The theory is that of infinite width: its corrections are of order depth over width. */
export function validity({ parameters }: SignalProblem): ValidityNote[] {
  const { depth, width, activation, architecture } = parameters;
  const notes = gatherNotes();
  const shift = depth / width;
  notes.strained(
    shift > 0.05,
    'narrow',
    'a narrow network',
    () =>
      `networks of finite width fluctuate, and logarithms of lengths and gradients are off, by the order of depth/width, here ${plain(shift, 2)}`,
  );
  if (architecture === 'residual') return notes.all;
  const point = fixedPoint(layerOf(parameters));
  notes.note(
    point === undefined && activation === 'relu',
    'no-fixed-point',
    'lengths without a fixed point',
    () => 'relu networks with σ_w² ≥ 2 keep lengths or let them grow: there is no phase of fixed points to speak of',
  );
  notes.note(
    point !== undefined && point.correlationScale > depth / 2,
    'near-critical',
    'near the critical line',
    () =>
      `the depth scale ξ_c is ${layersOf(point!.correlationScale)}: this network is too shallow for its correlations to have come to rest`,
  );
  return notes.all;
}

function layersOf(scale: number): string {
  return Number.isFinite(scale) ? `${plain(scale, 3)} layers` : 'infinite, at the critical χ = 1';
}
