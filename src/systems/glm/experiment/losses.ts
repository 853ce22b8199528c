import { exp, log1p } from '../../../numeric/special.ts';
import type { GlmParameters } from '../parameters.ts';

/** A loss of the residual r = y − f: its value, derivative in r, and second derivative. */
export interface ResidualLoss {
  value: (r: number) => number;
  slope: (r: number) => number;
  curvature: (r: number) => number;
}

/**
 * Of margin losses r = 1 − yf. The hinge loss has no curvature: `supportVectors` minimises that.
 */
export function residualLoss({ loss, threshold }: Pick<GlmParameters, 'loss' | 'threshold'>): ResidualLoss {
  switch (loss) {
    case 'square':
      return { value: (r) => 0.5 * r * r, slope: (r) => r, curvature: () => 1 };
    case 'huber':
      return {
        value: (r) => (Math.abs(r) < threshold ? 0.5 * r * r : threshold * (Math.abs(r) - threshold / 2)),
        slope: (r) => Math.max(-threshold, Math.min(threshold, r)),
        curvature: (r) => (Math.abs(r) < threshold ? 1 : 0),
      };
    case 'logistic':
      return {
        value: (r) => Math.max(0, r - 1) + log1p(exp(-Math.abs(r - 1))),
        slope: (r) => 1 / (1 + exp(1 - r)),
        curvature: (r) => 1 / ((1 + exp(1 - r)) * (1 + exp(r - 1))),
      };
    default:
      return { value: (r) => Math.max(0, r), slope: (r) => (r > 0 ? 1 : 0), curvature: () => 0 };
  }
}
