import { type Inputs, list, num, readSpectrum } from '../../data/reference-inputs.ts';
import { spectrum as eigenvalues } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { log } from '../../numeric/special.ts';
import { excessKurtosis } from '../../random-matrices/data-matrix.ts';
import {
  identitySTransform,
  productSTransform,
  projectionSTransform,
  type STransform,
  wishartSTransform,
} from '../../random-matrices/free-probability.ts';
import { whiteWishart } from '../../random-matrices/marchenko-pastur.ts';
import { sampleSpectrum } from '../../random-matrices/sample-spectrum.ts';
import { tracyWidomMoments } from '../../random-matrices/tracy-widom.ts';
import type { Evaluators } from '../contract.ts';
import { ellipticalStieltjes } from './theory/elliptical-rows.ts';
import { whiteStatistics } from './theory/white-statistics.ts';

/**
 * The formulas of the ridge sheet's sections 2 and 3 and of the data sheet's section 4, in the
 * names of the reference files.
 */
export const evaluators: Evaluators = {
  'mp.white': (inputs) => {
    const law = whiteWishart(num(inputs, 'q'));
    return {
      edge_lo: law.edges[0],
      edge_hi: law.edges[1],
      atom_at_0: law.atom,
      density: list(inputs, 'x').map(law.density),
      stieltjes_at_minus_lam: list(inputs, 'lam').map(law.stieltjes),
      moments_1_to_4: law.moments,
    };
  },
  'wishart.structured': (inputs) => {
    const law = sampleSpectrum(eigenvalues(readSpectrum(inputs.spectrum)), num(inputs, 'P'));
    return {
      edges: law.edges,
      min_eig: law.edges[0],
      max_eig: law.edges.at(-1),
      density: list(inputs, 'x').map(law.density),
      atom_at_0: law.atom,
      m1: law.moments[0],
      m2: law.moments[1],
    };
  },
  s_transform: (inputs) => ({ S: list(inputs, 'df').map(sTransform(inputs)) }),
  'spectra.universality': (inputs) => {
    const variance = inputs.variance === undefined ? 1 : num(inputs, 'variance');
    const law = whiteStatistics(num(inputs, 'n'), num(inputs, 'p'), kurtosisOf(String(inputs.entries)));
    const logVariance = (value: number | undefined) => (value === undefined ? undefined : value + log(variance));
    return {
      edge_lo: variance * law.edges[0],
      edge_hi: variance * law.edges[1],
      cdf_at_1: law.cumulativeAt(1 / variance),
      mean_log: logVariance(law.meanLog),
      mean_log_leading: logVariance(law.meanLogLeading),
      tw_mean_leading: law.tracyWidomMeanLeading,
      tw_mean: law.tracyWidomMean,
      tw_sd: law.tracyWidomDeviation,
    };
  },
  'spectra.tracy_widom': (inputs) => {
    const beta = num(inputs, 'beta');
    if (beta !== 1 && beta !== 2) throw new BadInput(`beta is ${beta}, but must be 1 or 2`);
    const { mean, variance, skewness, excessKurtosis } = tracyWidomMoments[beta];
    return { mean, var: variance, skew: skewness, exkurt: excessKurtosis };
  },
  'universality.elliptical': (inputs) => {
    if (inputs.spectrum !== 'identity')
      throw new BadInput(`no elliptical case of spectrum '${String(inputs.spectrum)}'`);
    const [gamma, ridge] = [num(inputs, 'd') / num(inputs, 'n'), num(inputs, 'ridge')];
    return {
      trace_resolvent: ellipticalStieltjes(gamma, ridge, list(inputs, 'taus'), list(inputs, 'probs')),
      trace_resolvent_if_gaussian: whiteWishart(gamma).stieltjes(ridge),
    };
  },
};

/** `t5` is Student's law with 5 degrees of freedom. */
function kurtosisOf(entries: string): number {
  const student = /^t(\d+(?:\.\d+)?)$/.exec(entries);
  if (student) return excessKurtosis('student', Number(student[1]));
  switch (entries) {
    case 'gauss':
      return excessKurtosis('gaussian');
    case 'rademacher':
    case 'uniform':
      return excessKurtosis(entries);
    case 'exp':
      return excessKurtosis('exponential');
    default:
      throw new BadInput(`no entries '${entries}'`);
  }
}

function sTransform(inputs: Inputs): STransform {
  const { kind, args } = inputs;
  if (kind === 'id') return identitySTransform;
  if (kind === 'wish') return wishartSTransform(num(inputs, 'args'));
  if (kind === 'proj') return projectionSTransform(num(inputs, 'args'));
  if (kind === 'prod' && Array.isArray(args))
    return productSTransform(...args.map((q) => wishartSTransform(Number(q))));
  throw new BadInput(`no S-transform of kind '${String(kind)}'`);
}
