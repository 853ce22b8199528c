import { log } from '../../numeric/special.ts';
import type { Claim } from '../contract.ts';
import { fixedPoint } from '../shared/signal-fixed-points.ts';
import type { SignalObservable } from './observables.ts';
import type { SignalProblem } from './problem.ts';
import { layerOf } from './theory/prediction.ts';

/** Shallower networks learn wherever they start. */
const DEEP = 30;

/** So far from 1 a factor a layer counts as away from the border. */
const AWAY = 0.15;

/**
 * That depth scales limit what can be trained is an observation: no theory says how much is
 * learned.
 */
export const claims = {
  borderLearns: {
    label: 'among deep networks one near the border of order and chaos learns more than those far on either side',
    of: ['accuracy', 'gradientGrowth'],
    along: 'weightVariance',
    says: (accuracy, growth) => {
      const near = accuracy.filter((_, i) => Math.abs(log(growth[i])) < AWAY);
      return Math.max(...near) > Math.max(accuracy[0], accuracy[accuracy.length - 1]);
    },
    made: ({ parameters: { steps, depth, architecture } }) => steps > 0 && depth >= DEEP && architecture === 'plain',
    share: 0.8,
  },
  depthHinders: {
    label: 'away from the border the deepest network learns less than the shallowest',
    of: ['accuracy'],
    along: 'depth',
    says: (accuracy) => accuracy[accuracy.length - 1] < accuracy[0],
    made: ({ parameters }) => parameters.steps > 0 && parameters.architecture === 'plain' && isAway(parameters),
    share: 0.8,
  },
} satisfies Record<string, Claim<SignalProblem, SignalObservable>>;

function isAway(parameters: SignalProblem['parameters']): boolean {
  const point = fixedPoint(layerOf(parameters));
  return point !== undefined && Math.abs(log(point.chi)) > AWAY;
}
