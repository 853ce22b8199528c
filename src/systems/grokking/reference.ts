import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput, NoSolution } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { brent } from '../../numeric/roots.ts';
import { log, power, squared } from '../../numeric/special.ts';
import { falls } from '../../statistics/orderings.ts';
import type { Evaluators } from '../contract.ts';
import { Crossing } from './experiment/crossing.ts';
import { TanhStudent } from './experiment/network.ts';
import { accuracy } from './theory/accuracy.ts';
import { type Setting, testLoss, trainLoss } from './theory/losses.ts';
import type { Mean } from './theory/spectrum.ts';
import { flow, ridge } from './theory/stage.ts';
import { exactTestLossOfTwo } from './theory/two-weights.ts';

/**
 * The formulas of linear grokking in `reference/dynamics.json` and `hyperparameters.json`, in
 * gradient flow.
 */
export const evaluators: Evaluators = {
  'grokking.linear': (inputs) => {
    const [d, r, level] = ['d', 'r', 'thr'].map((name) => num(inputs, name));
    const setting = plain(d / r, d);
    return {
      ...lossesAt(setting, 0, list(inputs, 'times')),
      t_train: crossing(trainLoss, setting, 0, level),
      t_test: crossing(testLoss, setting, 0, level),
    };
  },
  'grokking.ridge': (inputs) => {
    const [gamma, eps] = [num(inputs, 'weight_decay'), num(inputs, 'eps')];
    const setting = settingOf(inputs);
    const { test, train } = lossesAt(setting, gamma, list(inputs, 'times'));
    return {
      test,
      train,
      accuracy_test: test.map((loss) => accuracy(loss, eps)),
      accuracy_train: train.map((loss) => accuracy(loss, eps)),
      test_inf: testLoss(setting, ridge(gamma)).leading,
      train_inf: trainLoss(setting, ridge(gamma)).leading,
    };
  },
  'grokking.gap': (inputs) => {
    const r = num(inputs, 'r');
    const levels = list(inputs, 'thresholds');
    const setting = plain(1 / r, 1);
    const [t_train, t_test] = [trainLoss, testLoss].map((loss) =>
      levels.map((level) => crossing(loss, setting, 0, level)),
    );
    const a = squared(1 - Math.sqrt(r));
    return {
      t_train,
      t_test,
      gap: t_test.map((t, i) => t - t_train[i]),
      gap_limit: a === 0 ? Number.POSITIVE_INFINITY : log(1 / a) / (2 * a),
      t_train_first: t_train[0],
      t_test_first: t_test[0],
      // At r = 1: of the density 1/(π√ν) at the hard edge.
      t_test_asymptotic: levels.map((level) => 1 / (2 * Math.PI * squared(level))),
      t_train_asymptotic: levels.map((level) => power(2 * Math.sqrt(Math.PI) * level, -2 / 3) / 2),
    };
  },
  'grokking.finite_size': (inputs) => {
    const setting = plain(num(inputs, 'n'), num(inputs, 'd'));
    const [test, train] = [testLoss, trainLoss].map((loss) =>
      list(inputs, 'times').map((t) => loss(setting, flow(0, t))),
    );
    const corrected = ({ leading, correction }: Mean) => leading + correction;
    return {
      test_mp: test.map(({ leading }) => leading),
      train_mp: train.map(({ leading }) => leading),
      test_corrected: test.map(corrected),
      train_corrected: train.map(corrected),
    };
  },
  'grokking.exact_two': (inputs) => ({
    test: list(inputs, 'times').map((t) => exactTestLossOfTwo(num(inputs, 'n'), t)),
  }),
  'grokking.weight_decay': (inputs) => {
    const [gamma, level] = [num(inputs, 'weight_decay'), num(inputs, 'threshold')];
    const setting = settingOf({ ...inputs, noise_var_over_d: 0 });
    const { n, d, s0, w2 } = setting;
    const seen = 1 - n / d;
    return {
      t_test: crossing(testLoss, setting, gamma, level),
      t_train: crossing(trainLoss, setting, gamma, level),
      t_test_leading: log((s0 * seen) / (level - w2 * seen)) / (2 * gamma),
      plateau_start: (s0 + w2) * seen,
      plateau_end: w2 * seen,
    };
  },
  'grokking.network': networkTrend,
};

/** Without noise, and with an error of variance 1 at the start. */
function plain(n: number, d: number): Setting {
  return { n, d, s0: 0, w2: 1, sigma2: 0 };
}

function settingOf(inputs: Inputs): Setting {
  const [n, d, s0, w2, sigma2] = ['n', 'd', 'init_var', 'teacher_var', 'noise_var_over_d'].map((name) =>
    num(inputs, name),
  );
  return { n, d, s0, w2, sigma2 };
}

function lossesAt(setting: Setting, gamma: number, times: number[]) {
  const [test, train] = [testLoss, trainLoss].map((loss) => times.map((t) => loss(setting, flow(gamma, t)).leading));
  return { test, train };
}

/** When the flow's loss falls below the level. */
function crossing(loss: typeof testLoss, setting: Setting, gamma: number, level: number): number {
  const above = (t: number) => log(loss(setting, flow(gamma, t)).leading / level);
  let late = 1;
  while (above(late) > 0) late *= 4;
  return brent(above, 0, late);
}

/** After so many steps the task counts as not learned. */
const MOST_STEPS = 30_000;
const NETWORK = '10-100-1 tanh, target tanh(2 u.x), n=40, eta=0.05';

/**
 * A trend: the experiment itself at each weight decay. Throws `NoSolution` where it is not seen
 * that the task is learned at least ten times as late as the data are fitted, the sooner the
 * stronger the decay, and never without; `BadInput` for another network than the experiment's.
 */
function networkTrend(inputs: Inputs): Record<string, unknown> {
  if (inputs.net !== NETWORK) throw new BadInput(`net is ${JSON.stringify(inputs.net)}, but must be ${NETWORK}`);
  const engine = createWasmEngine();
  const run = (decay: number) =>
    engine.heap.scope(() => {
      const task = { samples: 40, dimension: 10, scale: num(inputs, 'init_scale'), decay, rate: 0.05 };
      const student = new TanhStudent(task, createRandom(num(inputs, 'seed')), engine);
      const fit = new Crossing(num(inputs, 'threshold_train'));
      const learnt = new Crossing(num(inputs, 'threshold_test'));
      for (let k = 0; k < MOST_STEPS && learnt.at === undefined; k++) {
        if (k % 50 === 0) learnt.see(k, student.testLoss());
        fit.see(k, student.step());
      }
      return { fit: fit.at ?? Number.POSITIVE_INFINITY, learnt: learnt.at ?? Number.POSITIVE_INFINITY };
    });
  const seen = (words: string, isSeen: boolean) => {
    if (!isSeen) throw new NoSolution(`${words} is not seen`);
  };
  const runs = list(inputs, 'weight_decay').map(run);
  seen('that the task is learned', Number.isFinite(Math.max(...runs.map(({ learnt }) => learnt))));
  seen(
    'that it is learned late',
    runs.every(({ fit, learnt }) => learnt >= 10 * fit),
  );
  seen('that decay hastens it', falls()(Float64Array.from(runs, ({ learnt }) => learnt)));
  const without = run(0);
  seen('that data are fitted without decay', Number.isFinite(without.fit));
  seen('that the task is not learned without decay', without.learnt === Number.POSITIVE_INFINITY);
  return {};
}
