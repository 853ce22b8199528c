import { course, DIVERGENT_EDGE } from '../catapult/theory/phases.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { mapSharpness } from '../shared/two-layer-map.ts';

/** Few steps, so that `measuredAt` is every one of them. */
const STEPS = 30;

export const limits: Limit[] = [
  {
    id: 'no-warm-up',
    title: 'Without warm-up training is that of the catapult, at every rate',
    ...otherSystem('catapult', 'lewkowycz2020'),
    ...exactAt(1.3, 2.4, 3.4),
    deviation: (rate, context) => {
      const [width, output] = [64, 1.5];
      const { states } = course({ start: { f: output, lambda: 2 }, n: width, steps: STEPS }, rate);
      const sharpness = states.map((state) => mapSharpness(state, width) / 2);
      return farthest(
        context,
        { rate, warmup: 0, width, output, steps: STEPS },
        {
          loss: states.map(({ f }) => 0.5 * f * f),
          sharpness,
          load: sharpness.map((value) => rate * value),
          finalSharpness: sharpness[STEPS],
          outcome: 1,
        },
      );
    },
  },
  {
    id: 'edge-without-warm-up',
    title: 'Without warm-up the largest trainable rate is that at which the catapult ends, at every width',
    ...otherSystem('catapult', 'lewkowycz2020'),
    ...exactAt(16, 64, 256),
    deviation: (width, context) =>
      farthest(context, { width, warmup: 0, steps: 1000 }, { largestRate: DIVERGENT_EDGE }),
  },
  {
    id: 'first-step',
    title: 'As the width grows, the first step raises the loss from c = 2 on',
    ...closedForm('gradient descent on a quadratic', 'lewkowycz2020'),
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: (width, context) => farthest(context, { width }, { initialRate: 2 }),
  },
  {
    id: 'no-memory',
    title: 'Without memory of squared gradients GI-Adam is Adam',
    ...closedForm('the sign of the gradient', 'kalra2024'),
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: (inverse, context) => farthest(context, { beta2: 1 / inverse }, { preconditionedRatio: 1 }),
  },
];
