import { NotFinite } from '../../../numeric/errors.ts';
import { exp } from '../../../numeric/special.ts';
import { type Balance, type Blocks, balancesOf } from './laws.ts';
import { gradientOf, type SymmetricLoss } from './networks.ts';

export interface Training {
  /** η */
  step: number;
  /** λ: θ ← (1 − ηλ)θ in each step. */
  decay: number;
  /** β of heavy ball, m ← βm + g, θ ← θ − ηm; 0 for gradient descent. */
  momentum: number;
  steps: number;
}

/** What the account knows after each step. */
export interface Entry {
  /** Steps made, from 1. */
  step: number;
  /** Q_k, as the account has it: parameters were not asked for it. */
  balances: Float64Array;
  /** Q_k − (1 − ηλ)²Q_{k−1}. */
  broken: Float64Array;
  /** The loss before the step. */
  loss: number;
}

/**
 * The account of all balances through training: from Q_0 and the gradients alone, exact at every
 * step. With ρ = 1 − ηλ, θ_k = ρθ_{k−1} − ηm_k and m_k = βm_{k−1} + g_k,
 *
 *   Q_k = ρ²Q_{k−1} − 2ρη c_k + η²Q(m_k),  c_k = θ_{k−1}ᵀSm_k = β(ρc_{k−1} − ηQ(m_{k−1})),
 *
 * since θᵀSg = 0. Without momentum c = 0, and a step adds η²Q(g). (Kunin et al. 2021, arXiv
 * 2012.04728, in continuous time.) Throws `NotFinite` where training diverges.
 */
export function* accountOf(network: SymmetricLoss, start: Blocks, training: Training): Generator<Entry> {
  const { step: eta, decay, momentum: beta, steps } = training;
  const rho = 1 - eta * decay;
  const theta = start.map(({ rows, columns, value }) => ({ rows, columns, value: Float64Array.from(value) }));
  const m = start.map(({ rows, columns, value }) => ({ rows, columns, value: new Float64Array(value.length) }));
  let balances = balancesOf(network.balances, start);
  let cross = new Float64Array(balances.length);
  let ofMomentum = new Float64Array(balances.length);
  for (let k = 1; k <= steps; k++) {
    const { loss, gradient } = gradientOf(network, theta, k - 1);
    if (!Number.isFinite(loss)) throw new NotFinite(`the loss is ${loss} after ${k - 1} steps: training diverges`);
    m.forEach(({ value }, b) => {
      for (let i = 0; i < value.length; i++) {
        value[i] = beta * value[i] + gradient[b].value[i];
        theta[b].value[i] = rho * theta[b].value[i] - eta * value[i];
      }
    });
    cross = cross.map((one, i) => beta * (rho * one - eta * ofMomentum[i]));
    ofMomentum = new Float64Array(balancesOf(network.balances, m));
    const broken = ofMomentum.map((one, i) => eta * eta * one - 2 * rho * eta * cross[i]);
    balances = balances.map((one, i) => rho * rho * one + broken[i]);
    yield { step: k, balances, broken, loss };
  }
}

/**
 * What gradient flow with decay keeps of a translation, e^(−λt); of a balance it keeps the square.
 */
export function flowKept(decay: number, time: number): number {
  return exp(-decay * time);
}

/**
 * ∫₀ᵀ Q(g) dt along gradient flow, what small steps break of a balance by per η: fourth-order
 * Runge–Kutta in this many steps.
 */
export function violationRate(
  network: SymmetricLoss,
  start: Blocks,
  { time, steps, balances = network.balances }: { time: number; steps: number; balances?: readonly Balance[] },
): Float64Array {
  const h = time / steps;
  let theta = start;
  let total = new Float64Array(balancesOf(balances, start).length);
  const moved = (along: Blocks, by: number): Blocks =>
    theta.map(({ rows, columns, value }, b) => ({
      rows,
      columns,
      value: value.map((one, i) => one - by * along[b].value[i]),
    }));
  for (let k = 0; k < steps; k++) {
    const stages: Blocks[] = [];
    for (const [part, by] of [0, h / 2, h / 2, h].entries())
      stages.push(gradientOf(network, part === 0 ? theta : moved(stages[part - 1], by), 0).gradient);
    const mean = theta.map(({ rows, columns, value }, b) => ({
      rows,
      columns,
      value: value.map(
        (_, i) =>
          (stages[0][b].value[i] + 2 * stages[1][b].value[i] + 2 * stages[2][b].value[i] + stages[3][b].value[i]) / 6,
      ),
    }));
    const rates = stages.map((stage) => balancesOf(balances, stage));
    total = total.map((one, i) => one + (h * (rates[0][i] + 2 * rates[1][i] + 2 * rates[2][i] + rates[3][i])) / 6);
    theta = moved(mean, h);
  }
  return total;
}
