import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput, NoSolution } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { log2, power as raised, squared } from '../../numeric/special.ts';
import { falls, moreThan } from '../../statistics/orderings.ts';
import type { Evaluators } from '../contract.ts';
import { hyperbola } from './derived.ts';
import { runNetwork } from './experiment/network.ts';
import { parameters } from './parameters.ts';
import { prepareNetwork } from './problem.ts';
import { NoiseDominated, stationarySquare } from './theory/noise-dominated.ts';
import { bestStep, stepStatistics, twoBatchEstimate } from './theory/noise-scale.ts';
import { growthFloor, scheduledRisk } from './theory/schedules.ts';
import { type Descent, riskAlong, SecondMoments } from './theory/second-moments.ts';
import { bestSignStep } from './theory/sign-step.ts';
import { momentumSlope, stationaryLadder } from './theory/small-steps.ts';
import { largestRate, noiseGain, stationaryRisk } from './theory/stability.ts';
import { type Course, stepsToTarget } from './theory/steps-to-target.ts';
import { type Greedy, GreedyCourse, isotropicSteps, tradeOff } from './theory/trade-off.ts';
import { decayTimes, scaleInvariant, weightSize } from './theory/weight-decay.ts';

/** The formulas on batch sizes, in the names of `reference/hyperparameters.json`. */
export const evaluators: Evaluators = {
  'batch.heavy_ball': (inputs) => {
    const descent = { ...model(inputs), B: num(inputs, 'B'), eta: num(inputs, 'eta'), beta: num(inputs, 'beta') };
    return {
      excess_risk: riskAlong(descent, ones(descent), list(inputs, 'steps')),
      q: noiseGain(descent),
      risk_inf: stationaryRisk(descent),
      eta_max: largestRate(descent),
    };
  },
  'batch.noise_scale': (inputs) => {
    const at = stepStatistics(position(inputs));
    const steps = list(inputs, 'B').map((B) => bestStep(at, B));
    const { epsilon, fall } = bestStep(at, Number.POSITIVE_INFINITY);
    return {
      ...at,
      B_simple: at.simple,
      B_noise: at.noise,
      eps_max: epsilon,
      dL_max: fall,
      eps_opt: steps.map((step) => step.epsilon),
      dL_opt: steps.map((step) => step.fall),
    };
  },
  'batch.two_batch': (inputs) => {
    const { G2, trSigma } = stepStatistics(position(inputs));
    const [small, big] = [num(inputs, 'B_small'), num(inputs, 'B_big')];
    const [norm2Small, norm2Big] = [small, big].map((B) => G2 + trSigma / B);
    const found = twoBatchEstimate({ size: small, norm2: norm2Small }, { size: big, norm2: norm2Big });
    return { norm2_small: norm2Small, norm2_big: norm2Big, G2_hat: found.G2, trSigma_hat: found.trSigma };
  },
  'batch.steps_to_target': stepsToTargetOnGrid,
  'batch.isotropic': (inputs) => {
    const [d, sigma2, ratio] = [num(inputs, 'd'), squared(num(inputs, 'sigma')), num(inputs, 'target_ratio')];
    const greedy = list(inputs, 'B').map((B) => ({ d, sigma2, B, share: 1 }));
    const greedySteps = greedy.map((one) => isotropicSteps(one, 1, ratio));
    return {
      noiseless_factor: greedy.map((one) => greedyRisk({ ...one, sigma2: 0 }, 1)),
      greedy_steps: greedySteps,
      risk_at: greedy.map((one, i) => greedyRisk(one, Math.min(12, Math.ceil(greedySteps[i])))),
    };
  },
  'batch.stationary': (inputs) => {
    const levels = list(inputs, 'eta').map((eta) =>
      stationaryLadder({
        lambda: list(inputs, 'lam'),
        sigma2: squared(num(inputs, 'sigma')),
        B: num(inputs, 'B'),
        eta,
      }),
    );
    return {
      exact: levels.map(({ exact }) => exact),
      sde: levels.map(({ sde }) => sde),
      additive_discrete: levels.map(({ additiveDiscrete }) => additiveDiscrete),
      additive_continuous: levels.map(({ additiveContinuous }) => additiveContinuous),
      relative_error_sde: levels.map(({ exact, sde }) => exact / sde - 1),
    };
  },
  'batch.momentum_equivalence': (inputs) => {
    const [beta, T] = [num(inputs, 'beta'), num(inputs, 'T')];
    const [sizes, rates] = [list(inputs, 'B'), list(inputs, 'eta_eff')];
    const at = (beta: number) =>
      rates.map((rate, i) => {
        const descent = { ...model(inputs), B: sizes[i], eta: (1 - beta) * rate, beta };
        return riskAlong(descent, ones(descent), [Math.round(T / rate)])[0];
      });
    const [momentum, sgd] = [at(beta), at(0)];
    const difference = momentum.map((risk, i) => risk - sgd[i]);
    const { lambda } = model(inputs);
    return {
      momentum,
      sgd,
      difference,
      order: difference.slice(1).map((value, i) => log2(difference[i] / value)),
      deterministic_slope: momentumSlope(lambda, ones({ lambda }), beta, T),
    };
  },
  'batch.sign_step': (inputs) => {
    const H = inputs.H as number[][];
    const steps = list(inputs, 'B').map((B) => bestSignStep({ G: list(inputs, 'G'), H, s: list(inputs, 's'), B }));
    return { eta_opt: steps.map(({ eta }) => eta), dL_opt: steps.map(({ fall }) => fall) };
  },
  'batch.sign_stationary': (inputs) => {
    const [lambda, s, eta] = [num(inputs, 'lam'), num(inputs, 's'), num(inputs, 'eta')];
    const settled = (optimiser: 'sign' | 'adam') =>
      list(inputs, 'B').map((B) => stationarySquare({ optimiser, B, eta }, lambda, s));
    return { var_sign: settled('sign'), var_adam: settled('adam') };
  },
  'batch.adam_sqrt_rule': (inputs) => ({
    risk_sqrt_rule: adamRisks(inputs, 0.5),
    risk_linear_rule: adamRisks(inputs, 1),
  }),
  'batch.weight_decay': (inputs) => {
    const [eta, decay] = [num(inputs, 'eta'), num(inputs, 'weight_decay')];
    const times = decayTimes(eta, decay);
    const size = weightSize(eta, decay, num(inputs, 'beta1'));
    const invariant = scaleInvariant(eta, decay, num(inputs, 'g_tilde'));
    return {
      ema_time: times.time,
      half_life: times.halfLife,
      rms: size.exact,
      rms_leading: size.leading,
      norm2_scale_invariant: invariant.norm2,
      cos_rotation: invariant.cosine,
    };
  },
  'batch.decay_vs_growth': decayAgainstGrowth,
  'batch.network': networkTrend,
  'batch.tradeoff': (inputs) => {
    const [d, sigma2, ratio] = [num(inputs, 'd'), squared(num(inputs, 'sigma')), num(inputs, 'target_ratio')];
    const [sizes, shares] = [list(inputs, 'B'), list(inputs, 'fractions')];
    const steps = shares.map((share) => sizes.map((B) => isotropicSteps({ d, sigma2, B, share }, 1, ratio)));
    const checkSteps = Math.floor(steps[0][1]);
    return {
      steps,
      risk_check_steps: checkSteps,
      product: shares.map((share, i) => {
        const leastSteps = isotropicSteps({ d, sigma2, B: Number.POSITIVE_INFINITY, share }, 1, ratio);
        // E_min is what makes the product 1 at the first batch.
        const leastExamples = (steps[i][0] * sizes[0]) / (1 + 1 / (steps[i][0] / leastSteps - 1));
        return steps[i].map((k, j) => tradeOff({ steps: k, leastSteps, B: sizes[j], leastExamples }));
      }),
      risk_check: greedyRisk({ d, sigma2, B: sizes[1], share: shares[0] }, checkSteps),
    };
  },
};

/** λ_k = k^(−decay), and the noise. */
function model(inputs: Inputs): { lambda: Float64Array; sigma2: number } {
  const decay = num(inputs, 'decay');
  const lambda = Float64Array.from({ length: num(inputs, 'd') }, (_, k) => raised(k + 1, -decay));
  return { lambda, sigma2: squared(num(inputs, 'sigma')) };
}

function position(inputs: Inputs) {
  return { lambda: list(inputs, 'lam'), errors: list(inputs, 'e'), sigma2: squared(num(inputs, 'sigma')) };
}

function ones({ lambda }: Pick<Descent, 'lambda'>): Float64Array {
  return new Float64Array(lambda.length).fill(1);
}

/** Steps at each batch size on a grid of fractions of the largest stable rate. */
function stepsToTargetOnGrid(inputs: Inputs): Record<string, unknown> {
  if (inputs.init !== 'e_k = 1/sqrt(sum lam)') throw new BadInput(`the start ${String(inputs.init)} is not known`);
  const { lambda, sigma2 } = model(inputs);
  const start = ones({ lambda }).map(() => 1 / lambda.reduce((sum, l) => sum + l, 0));
  const [target, beta] = [num(inputs, 'target'), num(inputs, 'beta')];
  const rows = list(inputs, 'B').map((B) => {
    const largest = largestRate({ lambda, B, beta });
    const descents = list(inputs, 'eta_fractions').map((share) => ({ lambda, sigma2, B, beta, eta: share * largest }));
    const steps = descents.map((one) => stepsToTarget(new SecondMoments(one, start), target, 1e5));
    const index = steps.indexOf(Math.min(...steps));
    return { B, largest, index, steps: steps[index], descent: descents[index] };
  });
  return {
    eta_max: rows.map(({ largest }) => largest),
    best_steps: rows.map(({ steps }) => steps),
    best_index: rows.map(({ index }) => index),
    examples: rows.map(({ B, steps }) => B * steps),
    risk_at_best: rows.slice(1, 4).map(({ steps, descent }) => riskAlong(descent, start, [Math.ceil(steps)])[0]),
  };
}

function greedyRisk(greedy: Greedy, steps: number): number {
  return riskAfter(steps, new GreedyCourse(greedy, 1));
}

function riskAfter(steps: number, course: Course): number {
  for (let k = 0; k < steps; k++) course.step();
  return course.risk;
}

/** At fixed examples, B and η scaled by κ and κ^power. */
function adamRisks(inputs: Inputs, power: number): number[] {
  const lambda = Float64Array.from(list(inputs, 'lam'));
  const squaredErrors = lambda.map(() => squared(num(inputs, 'e0')));
  const s = lambda.map(() => num(inputs, 's'));
  return list(inputs, 'kappa').map((kappa) => {
    const B = kappa * num(inputs, 'B');
    const descent = { optimiser: 'adam' as const, B, eta: raised(kappa, power) * num(inputs, 'eta') };
    return riskAfter(
      Math.floor(num(inputs, 'examples') / B),
      new NoiseDominated(descent, { lambda, squaredErrors, s }),
    );
  });
}

function decayAgainstGrowth(inputs: Inputs): Record<string, unknown> {
  const setting = model(inputs);
  const [B, eta, kappa] = [num(inputs, 'B'), num(inputs, 'eta'), num(inputs, 'kappa')];
  const [before, after] = [num(inputs, 'steps_before'), num(inputs, 'steps_after_growth')];
  // Rate and batch divided by f, and as many times more steps.
  const at = (f: number) => {
    const first = { eta: eta / f, B: B / f, steps: f * before };
    const run = (last: { eta: number; B: number; steps: number }) =>
      scheduledRisk(setting, ones(setting), [first, last]);
    return {
      decay: run({ eta: eta / f / kappa, B: B / f, steps: f * kappa * after }),
      growth: run({ eta: eta / f, B: (kappa * B) / f, steps: f * after }),
    };
  };
  const floor = (rate: number, size: number) => stationaryRisk({ ...setting, eta: rate, B: size, beta: 0 });
  const gaps = [1, 2, 4, 8].map((f) => [`gap_${f}`, at(f).growth - at(f).decay]);
  return {
    ...at(1),
    ...Object.fromEntries(gaps),
    gap_inf: floor(eta, kappa * B) - floor(eta / kappa, B),
    gap_inf_leading: growthFloor({ ...setting, B, eta }, kappa),
  };
}

/** What the experiment trains, and at which rates, in the words of the case. */
const RACE = { net: '10-32-1 tanh, teacher 10-4-1 tanh', eta: '0.8*2^(-7..1 step 0.5)' };

/**
 * A trend: the experiment itself at each batch size. Throws `NoSolution` for the first of the
 * case's statements that is not seen: steps fall and flatten, examples rise, the best rate rises
 * and then stays, the noise scale grows threefold, and E_min/S_min lies between its ends. Throws
 * `BadInput` for another network or other rates than the experiment's.
 */
function networkTrend(inputs: Inputs): Record<string, unknown> {
  for (const [key, ours] of Object.entries(RACE))
    if (inputs[key] !== ours) throw new BadInput(`${key} is ${JSON.stringify(inputs[key])}, but must be ${ours}`);
  const engine = createWasmEngine();
  const random = createRandom(num(inputs, 'seed'));
  const sizes = list(inputs, 'B');
  const common = {
    model: 'network',
    noise: squared(num(inputs, 'sigma')),
    targetRisk: num(inputs, 'target_fraction_of_variance'),
  };
  const runs = sizes.map((batch) => {
    const problem = prepareNetwork(parameters.parse({ ...common, batch }));
    const reporter = { progress() {}, partial() {}, check() {} };
    const { observables } = runNetwork(problem, { random: random.stream(batch), engine, reporter, wanted: new Set() });
    return observables as Record<string, number>;
  });
  const [steps, examples, rates, start, end] = [
    'stepsToTarget',
    'examplesToTarget',
    'tunedRate',
    'noiseScaleStart',
    'noiseScaleEnd',
  ].map((name) => Float64Array.from(runs, (run) => run[name]));
  const last = sizes.length - 1;
  const critical = hyperbola(Float64Array.from(sizes), steps) ?? Number.NaN;
  const seen = (words: string, isSeen: boolean) => {
    if (!isSeen) throw new NoSolution(`${words} is not seen`);
  };
  seen('that steps fall', falls()(steps));
  seen('that they flatten', steps[last - 1] / steps[last] < steps[0] / steps[1]);
  seen('that examples rise', examples[last] > examples[0]);
  seen('that the best rate rises', rates[last] > rates[0]);
  seen('that it stays', rates[last] / rates[last - 1] <= rates[1] / rates[0]);
  seen('that the noise scale grows', moreThan(3)(end, start));
  seen('that E_min/S_min lies between', critical > Math.min(...start) && critical < Math.max(...end));
  return {};
}
