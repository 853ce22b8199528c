import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { MupObservable } from './observables.ts';
import type { MupProblem } from './problem.ts';
import type { Seen } from './theory/abc.ts';
import { depthExponentOf, exponentOf } from './theory/prediction.ts';

/** What may be left of an exponent that should be 0; of others the margin is enough. */
const FLAT = 0.05;

const floorAt = (exponent: number | 'curve' | undefined) => (exponent === 0 ? FLAT : 0);

const along = { scale: 'linear', fit: powerExponent() } as const;

function changeOf(of: MupObservable & `${string}Change`, seen: Seen, words: string) {
  return {
    label: `exponent of ${words}`,
    symbol: `d ln|Δ${seen === 'output' ? 'f' : seen === 'input' ? 'h_in' : 'h'}|/d ln n`,
    description: `slope of the change of ${words} in the width, on logarithmic scales`,
    ...along,
    along: 'width',
    of,
    predicted: (problem: MupProblem) => exponentOf(problem, seen),
    floor: (problem: MupProblem) => floorAt(exponentOf(problem, seen)),
  } satisfies DerivedObservable<MupProblem, MupObservable>;
}

export const derived = {
  inputExponent: changeOf('inputChange', 'input', 'the input layer'),
  hiddenExponent: changeOf('hiddenChange', 'hidden', 'hidden layers'),
  outputExponent: changeOf('outputChange', 'output', 'the output'),
  depthExponent: {
    label: 'exponent in the depth',
    symbol: 'd ln|ΔX|/d ln L',
    description: 'slope of the change of a residual stream in the number of its branches, on logarithmic scales',
    ...along,
    along: 'depth',
    of: 'depthChange',
    predicted: depthExponentOf,
    floor: (problem) => floorAt(depthExponentOf(problem)),
  },
} satisfies Record<string, DerivedObservable<MupProblem, MupObservable>>;
