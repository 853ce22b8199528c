import { num, rows } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { dimensionalities } from '../shared/feature-dimensionality.ts';
import { meanSquaredOverlap, randomLoss, unitRandomLoss, welchBound } from './theory/overlaps.ts';
import { polygon } from './theory/polygons.ts';

/** The formulas of `reference/superposition.json` on more features than a pair. */
export const evaluators: Evaluators = {
  'superposition.polygon': (inputs) => {
    const k = num(inputs, 'k');
    const { scale, bias, lossPerFeature } = polygon(k);
    const dropped = (num(inputs, 'n') - k) / 3;
    return {
      scale,
      bias,
      loss_per_feature: lossPerFeature,
      total: k * lossPerFeature + dropped,
      dimensionality: num(inputs, 'm') / k,
    };
  },
  'superposition.random_overlap': (inputs) => {
    const [n, m, scale, bias] = ['n', 'm', 'scale', 'bias'].map((key) => num(inputs, key));
    return {
      loss: randomLoss(n, m, scale, bias),
      mean_sq_overlap: meanSquaredOverlap(m),
      welch: welchBound(n, m),
      ...(scale === 1 && bias === 0 && { loss_closed: unitRandomLoss(n, m) }),
    };
  },
  'superposition.dimensionality': (inputs) => {
    const W = rows(inputs, 'W');
    const D = dimensionalities(W);
    return { D, sum_D: D.reduce((sum, one) => sum + one, 0), bound: W.length, D_tight_frame: W.length / W[0].length };
  },
};
