import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { arccos } from '../../numeric/arc.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { bayesError } from './theory/bayes.ts';
import { type BinaryErrors, type BinaryTeacher, normalCdf } from './theory/binary-labels.ts';
import { type Covariance, covarianceOf, isotropic } from './theory/covariance.ts';
import {
  alignment,
  binaryFit,
  fitBinary,
  fitClusters,
  fitLinear,
  hebbAlignment,
  likelihoodBias,
} from './theory/estimates.ts';
import { largestMargin } from './theory/largest-margin.ts';
import { hinge, type Loss, logistic, square } from './theory/losses.ts';
import { optimalRidge } from './theory/optimal-ridge.ts';
import { binaryReplicas, linearReplicas } from './theory/replicas.ts';
import { capacity } from './theory/separability.ts';

/** The formulas of convex generalised linear models in `reference/glm.json`. */
export const evaluators: Evaluators = {
  'glm.erm': (inputs) => erm(inputs, isotropic(num(inputs, 'rho'))),
  'glm.erm_cov': (inputs) => {
    const d = num(inputs, 'd');
    const raw = Float64Array.from({ length: d }, (_, k) => power(k + 1, -num(inputs, 'sigma_exponent')));
    const mean = raw.reduce((sum, one) => sum + one, 0) / d;
    const eta = raw.map((one) => one / mean);
    const w = eta.map((_, k) => Math.sqrt(num(inputs, 'w_scale') / d) * power(k + 1, -num(inputs, 'w_exponent')));
    const covariance = covarianceOf(
      eta,
      eta.map((one, k) => one * w[k] * (one * w[k])),
    );
    return erm(inputs, covariance);
  },
  'glm.gcm': (inputs) => erm(inputs, covarianceOf(list(inputs, 'omega_eigenvalues'), list(inputs, 'cross_power'))),
  'glm.convergence': (inputs) => erm(inputs, isotropic(num(inputs, 'rho'))),
  'glm.huber': (inputs) => {
    const rho = num(inputs, 'rho');
    const given = inputs.noise_mixture as { p: number; var: number }[];
    const noise = given.map(({ p, var: variance }) => ({ share: p, variance }));
    const fit = { alpha: num(inputs, 'alpha'), lambda: num(inputs, 'lam'), covariance: isotropic(rho) };
    const teacher = { power: rho, unseen: 0, noise };
    const plain = fitLinear(teacher, Number.POSITIVE_INFINITY, fit);
    const robust = fitLinear(teacher, num(inputs, 'delta'), fit);
    return { ...robust, train_loss: robust.trainLoss, least_squares_excess: plain.excess };
  },
  'glm.separability': (inputs) => {
    const { alpha, t } = capacity(teacherOf(inputs));
    return { alpha_c: alpha, kappa_c: 1 / alpha, t_star: t };
  },
  'glm.mle_bias': (inputs) => {
    const { bias, trainLoss } = likelihood(inputs);
    return {
      alpha_star: bias.slope,
      sigma_star: bias.spread,
      lambda_star: bias.response,
      lrt_factor: bias.testFactor,
      train_loss: trainLoss,
    };
  },
  'glm.lrt': (inputs) => ({ lrt_mean: likelihood(inputs).bias.testFactor }),
  'glm.max_margin': (inputs) => {
    const [teacher, alpha] = [teacherOf(inputs), num(inputs, 'alpha')];
    const { margin, cosine } = largestMargin(teacher, alpha);
    const ridges = [1e-2, 1e-3, 1e-4, 1e-5].flatMap((lambda) => {
      const fit = fitBinary(teacher, logistic, { alpha, lambda, covariance: isotropic(teacher.power) });
      const name = lambda === 1e-5 ? '1e-05' : String(lambda);
      return [
        [`cosine_logistic_${name}`, alignment(fit, teacher.power)],
        [`margin_norm_${name}`, Math.sqrt(fit.q)],
      ];
    });
    return {
      margin,
      cosine,
      cosine_maxmargin: cosine,
      test_error: arccos(cosine) / Math.PI,
      ...Object.fromEntries(ridges),
    };
  },
  'order.replica_overlap': (inputs) => {
    const rho = num(inputs, 'rho');
    const fit = { alpha: num(inputs, 'alpha'), lambda: num(inputs, 'lam'), covariance: isotropic(rho) };
    const at = (shared: number) => {
      if (inputs.loss !== 'square') return binaryReplicas(teacherOf(inputs), logistic, fit, shared);
      const noise = [{ share: 1, variance: num(inputs, 'noise_var') }];
      return linearReplicas({ power: rho, unseen: 0, noise }, fit, shared);
    };
    const { m, q } = at(0);
    return { m, q, q_ab: list(inputs, 'shared_fraction').map((c) => at(c).qab), q_ab_independent: at(0).qab };
  },
  'glm.mixture': (inputs) => {
    const [power, alpha] = [num(inputs, 'mu2'), num(inputs, 'alpha')];
    const clusters = { power, positive: num(inputs, 'p_plus'), intercept: inputs.bias === true };
    const at = (loss: Loss, lambda: number) =>
      fitClusters(clusters, loss, { alpha, lambda, covariance: isotropic(power) });
    if (inputs.loss === undefined)
      return {
        bayes_error: normalCdf(-power / Math.sqrt(power + 1 / alpha)),
        'square_lam1e-6': at(square, 1e-6).testError,
        ...Object.fromEntries(
          Object.entries({ square, logistic, hinge }).flatMap(([name, loss]) => [
            [`${name}_lam1e3`, at(loss, 1e3).testError],
            [`${name}_lam0.1`, at(loss, 0.1).testError],
          ]),
        ),
      };
    return named(at(lossOf(inputs), num(inputs, 'lam')));
  },
  'glm.optimal_ridge': (inputs) => {
    const alpha = num(inputs, 'alpha');
    const teacher: BinaryTeacher = { channel: 'sign', power: 1, noise: 0, flips: 0 };
    const best = (loss: Loss) =>
      optimalRidge((lambda) => binaryFit(teacher, loss, { alpha, lambda, covariance: isotropic(1) }).testError).error;
    return {
      bayes_error: bayesError(teacher, alpha),
      max_margin_error: arccos(largestMargin(teacher, alpha).cosine) / Math.PI,
      hebb_error: arccos(hebbAlignment(1, Math.sqrt(2 / Math.PI), alpha)) / Math.PI,
      square_opt_error: best(square),
      logistic_opt_error: best(logistic),
      hinge_opt_error: best(hinge),
    };
  },
};

function erm(inputs: Inputs, covariance: Covariance) {
  const fit = { alpha: num(inputs, 'alpha'), lambda: num(inputs, 'lam'), covariance };
  return named(binaryFit(teacherOf(inputs), lossOf(inputs), fit));
}

/** Names of the cases. */
function named({ norm, trainLoss, trainError, testLoss, testError, ...rest }: Named) {
  return {
    ...rest,
    norm2: norm,
    train_loss: trainLoss,
    train_error: trainError,
    test_loss: testLoss,
    test_error: testError,
  };
}

type Named = BinaryErrors & { norm: number };

function teacherOf(inputs: Inputs): BinaryTeacher {
  const parameter = typeof inputs.channel_par === 'number' ? inputs.channel_par : 0;
  const { channel } = inputs;
  const power = num(inputs, 'rho');
  if (channel === 'logit') return { channel, power, noise: 0, flips: 0 };
  const noise = channel === 'probit' ? parameter : 0;
  return { channel: 'sign', power, noise, flips: channel === 'flip' ? parameter : 0 };
}

function lossOf({ loss }: Inputs): Loss {
  if (loss === 'square') return square;
  if (loss === 'logistic') return logistic;
  if (loss === 'hinge') return hinge;
  throw new BadInput(`no loss '${String(loss)}'`);
}

/** The maximum-likelihood fit at κ and γ². */
function likelihood(inputs: Inputs) {
  const [alpha, rho] = [1 / num(inputs, 'kappa'), num(inputs, 'gamma2')];
  const teacher: BinaryTeacher = { channel: 'logit', power: rho, noise: 0, flips: 0 };
  const fit = binaryFit(teacher, logistic, { alpha, lambda: 0, covariance: isotropic(rho) });
  return { bias: likelihoodBias(fit, rho, alpha), trainLoss: fit.trainLoss };
}
