import { erfc, exp, log } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

export const limits: Limit[] = [
  {
    id: 'many-samples',
    title:
      'With many samples errors fall as 1/√(2πα) of the Hebb rule, as 0.625/α of Gibbs and 0.442/α of Bayes learning',
    ...closedForm('the asymptotics of the overlaps', 'engel2001'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: (load, context) => {
      // ∫dt e^{−t²}/√(2π)H(t), by the midpoint rule.
      let c = 0;
      for (let t = -11.995; t < 12; t += 0.01)
        c += (0.01 * exp(-t * t)) / (Math.sqrt(2 * Math.PI) * 0.5 * erfc(t * Math.SQRT1_2));
      const gibbs = Math.SQRT2 / (c * load);
      return farthest(
        context,
        { load },
        { hebbError: 1 / Math.sqrt(2 * Math.PI * load), gibbsError: gibbs, bayesError: gibbs * Math.SQRT1_2 },
      );
    },
  },
  {
    id: 'many-dimensions',
    title: 'In many dimensions the VC bound depends on samples per dimension alone, and so does the margin bound',
    ...closedForm('√(8 ln(2eα)/α) and 2/(κ√α)', 'vapnik1971'),
    ...fallingAs(1, [10, 40, 160]),
    deviation: async (dimension, { predicted }) => {
      const [load, margin] = [4, 0.1];
      const settings = { dimension, load, margin };
      const vc = ((await predicted('vcGap', settings)) as number) / Math.sqrt((8 / load) * log(2 * Math.E * load));
      const over = ((await predicted('marginGap', settings)) as number) - 2 / (margin * Math.sqrt(load));
      // What is left of the margin bound is the confidence term, √(ln 20/2n).
      const confidence = over / Math.sqrt(log(20) / (2 * load * dimension));
      return Math.abs(confidence - 1) > 1e-9 ? Number.POSITIVE_INFINITY : vc - 1;
    },
  },
  {
    id: 'random-signs',
    title: 'Independent signs and inputs of unit length have the complexity 1/√n at most',
    ...closedForm('Jensen’s inequality', 'koltchinskii2002'),
    ...exactAt(1, 4, 16),
    deviation: (load, context) => farthest(context, { dimension: 25, load }, { rademacher: 0.2 / Math.sqrt(load) }),
  },
  {
    id: 'sharp-posterior',
    title: 'Of a sharp posterior the PAC-Bayes bound is its distance from the prior alone, μ²/2n',
    ...closedForm('KL of two Gaussians', 'maurer2004'),
    ...fallingAs(2, [20, 40, 80]),
    deviation: (sharpness, context) =>
      farthest(context, { dimension: 50, load: 4, sharpness }, { pacBayes: (sharpness * sharpness) / 400 }),
  },
];
