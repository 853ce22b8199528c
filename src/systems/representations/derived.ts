import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { RepresentationsObservable } from './observables.ts';
import type { RepresentationsProblem } from './problem.ts';

export const derived = {
  widthExponent: {
    label: 'exponent of the width',
    symbol: 'd ln(1 − C)/d ln N',
    description: 'by which the distance between seeds falls with the width: −1 for wide networks',
    scale: 'linear',
    of: 'seedDistance',
    along: 'width',
    fit: powerExponent(),
    predicted: ({ parameters: { epochs } }) => (epochs === 0 ? 'curve' : undefined),
  },
} satisfies Record<string, DerivedObservable<RepresentationsProblem, RepresentationsObservable>>;
