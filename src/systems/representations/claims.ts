import { falls } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { RepresentationsObservable } from './observables.ts';
import type { RepresentationsProblem } from './problem.ts';

/** Fewer digits seen do not bring it far. */
const SEEN = 2000;

const isTrained = ({ parameters: { epochs, examples } }: RepresentationsProblem) => epochs * examples >= SEEN;

/** Seeds of narrower networks may be as far from each other as from one of another shape. */
const WIDE = 64;

/** Of one convolution the last image is as many random filters, not far from wide networks. */
function isOfShapes(problem: RepresentationsProblem): boolean {
  const { other, otherDepth, width } = problem.parameters;
  return isTrained(problem) && other === 'convolutional' && otherDepth > 1 && width >= WIDE;
}

export const claims = {
  widerIsAlike: {
    label: 'the wider two networks are, the more alike are their representations',
    of: ['seedDistance'],
    along: 'width',
    says: falls(),
    share: 0.8,
  },
  trainedIsAlike: {
    label: 'training makes representations of two seeds more alike',
    of: ['startDistance', 'seedDistance'],
    says: ([before], [after]) => after < before,
    made: isTrained,
    share: 0.8,
  },
  kinIsAlike: {
    label: 'by CKA, SVCCA and Procrustes alike, networks of one shape are nearer to each other than to another one',
    of: ['seedDistance', 'otherDistance', 'svcca', 'otherSvcca', 'procrustes', 'otherProcrustes'],
    says: ([distance], [otherDistance], [svcca], [otherSvcca], [procrustes], [otherProcrustes]) =>
      distance < otherDistance && svcca > otherSvcca && procrustes > otherProcrustes,
    made: isOfShapes,
    share: 0.8,
  },
  ansatzGrows: {
    label: 'training turns WᵀW of the first layer towards the root of the average gradient outer product',
    of: ['ansatz', 'ansatzAtStart'],
    says: ([now], [start]) => now > start,
    made: isTrained,
    share: 0.8,
  },
} satisfies Record<string, Claim<RepresentationsProblem, RepresentationsObservable>>;
