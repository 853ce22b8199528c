// Writes docs/scaling-exponents.md: every scaling regime of the theory, its exponent in closed form
// against the local slope of the full theory. Run `npm run build`, then
// `node scripts/scaling-exponents.mjs`; with --check it compares instead, and exits with 1 if the
// page is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  exponent,
  localSlope,
  regimes,
  structuredWidthExponent,
  structuredWidthSlope,
} from '../dist/systems/random-features/theory/scaling.js';
import { evaluators as ridge } from '../dist/systems/ridge/reference.js';

const page = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'scaling-exponents.md');

/**
 * A target that is easy but for its tail, one that is hard, and one so easy that its first modes
 * rule.
 */
const CASES = [
  { alpha: 1.5, r: 0.9 },
  { alpha: 2, r: 0.3 },
  { alpha: 1.5, r: 2 },
];
const MODES = 300_000;

const number = (value) => (Math.abs(value) < 5e-4 ? '0.000' : value.toFixed(3)).replace('-', '−');
const row = (cells) => `| ${cells.join(' | ')} |`;
const titles = CASES.map(({ alpha, r }) => `α = ${alpha}, r = ${r}`);

function pair(closed, local) {
  return `${number(closed)} · ${number(local)}`;
}

function featureRows() {
  const blocks = new Map(Object.keys(regimes).map((name) => [name, []]));
  // By target first: the modes of one are made once.
  for (const { alpha, r } of CASES)
    for (const name of blocks.keys()) {
      const exists = regimes[name].part !== 'variance-limited' || r > 0.5;
      blocks
        .get(name)
        .push(exists ? pair(exponent(name, alpha, r), localSlope(name, alpha, r, MODES)) : 'does not exist for r ≤ ½');
    }
  return [...blocks].map(([name, cells]) => {
    const { part, quantity, variable, symbols } = regimes[name];
    return row([PARTS[part], quantity, variable, symbols, ...cells]);
  });
}

const PARTS = {
  bottleneck: 'bottleneck, N ≪ P, λ → 0',
  'over-parameterised': 'over-parameterised, P ≪ N, λ → 0',
  'variance-limited': 'variance-limited, P ≪ N ≪ P^(1+α(2m−1)), λ → 0',
  'kernel limit': 'kernel limit, N → ∞, λ → 0',
  ridge: 'ridge, λ ≫ P^−α, N^−α',
};

const SAMPLES = [
  ['noiseless_ridgeless', 'noiseless, λ ~ P^−ℓ with ℓ ≥ α', '−2αm'],
  ['noiseless_ridge', 'noiseless, ℓ = α/2', '−2ℓm'],
  ['noisy_ridge', 'noise-dominated, ℓ = α/2', '−(1 − ℓ/α)'],
  ['noisy_ridgeless', 'noise-dominated, ℓ ≥ α', '0'],
  ['noisy_optimal', 'noisy, best ridge ℓ = α/(1 + 2αm)', '−2αm/(1 + 2αm)'],
];

function sampleRows() {
  const rows = SAMPLES.map(([, setting, symbols]) => [setting, symbols]);
  for (const { alpha, r } of CASES)
    SAMPLES.forEach(([regime], i) => {
      const inputs = { alpha, r, regime, ridge_exponent_ell: alpha / 2, D: MODES, P_pair: [1000, 4000] };
      const result = ridge['powerlaw.exponent'](inputs);
      rows[i].push(pair(result.exponent, result.local_slope_from_theory));
    });
  return rows.map(row);
}

const BETAS = [0, 0.25, 0.5, 0.75, 1, 1.5];
const WIDTHS = [
  [2e4, 8e4],
  [2e5, 8e5],
  [2e6, 8e6],
];

function structuredRows() {
  return BETAS.map((beta) =>
    row([
      beta,
      number(structuredWidthExponent(beta)),
      ...WIDTHS.map((widths) => number(structuredWidthSlope(1.5, 0.9, 20_000, 60, beta, widths))),
    ]),
  );
}

const text = `# Scaling exponents

For inputs with a power-law spectrum, $\\eta_k = k^{-\\alpha}$, and a target with the source condition $\\eta_k\\bar w_k^2 = k^{-1-2\\alpha r}$, every part of the
error falls as a power of the samples $P$, the features $N$ or the ridge $\\lambda$. The tables set the exponent in closed form beside the local slope
$d\\ln(\\cdot)/d\\ln(\\cdot)$ that the full theory has between two points inside the regime, with sums over ${MODES.toLocaleString('en-US').replace(',', ' ')} modes: *exponent · slope*. They differ by
corrections of finite size, a few hundredths, larger near $r = \\frac12$ and $r = 1$, where logarithms come in, and for small exponents that are differences of larger ones.
$m = \\min(r, 1)$, $m_2 = \\min(2r, 1)$.

## Random features

One Gaussian layer; no label noise except where noise is the quantity. Which points the slopes are taken between is in
[\`src/systems/random-features/theory/scaling.ts\`](../src/systems/random-features/theory/scaling.ts).

${row(['regime', 'quantity', 'in', 'exponent', ...titles])}
|${' --- |'.repeat(4 + CASES.length)}
${featureRows().join('\n')}

In the bottleneck $E_g$ follows $V_F$, which falls no faster than the bias. Over-parameterised fits of a target with $r > \\frac12$ are limited by the variance of their
features, $E_g \\sim P^{1-\\alpha}/N$, until $N$ reaches $P^{1+\\alpha(2m-1)}$; from there on, and at once for $r \\le \\frac12$, by the samples.
See it in an experiment: \`orrery run random-features --preset variance-limited\`, \`--preset bottleneck\`, and with its slope
measured \`--preset bottleneck-exponent\`.

## Features of unequal size

Neurons whose squared weights fall as $j^{-\\beta}$ count as $N_{\\rm eff} = (\\sum g)^2/\\sum g^2$ of them, so that $V_F \\propto N^{-1}$ for $\\beta < \\frac12$, $N^{-2(1-\\beta)}$ up to
$\\beta = 1$, and no decay beyond. The slope approaches this slowly near $\\beta = \\frac12$ and $1$: here between N and 4N, for $\\alpha = 1.5$, $r = 0.9$, $P = 60$, 20 000 modes and no
ridge. In an experiment: \`orrery run random-features --preset structured-neurons\`.

${row(['β', 'exponent', ...WIDTHS.map(([from]) => `N = ${from.toLocaleString('en-US').replaceAll(',', ' ')}`)])}
|${' --- |'.repeat(2 + WIDTHS.length)}
${structuredRows().join('\n')}

## Samples alone

Ridge regression on the inputs themselves, which is what features become as $N \\to \\infty$: exponents of $E_g$ in $P$, with slopes from $P = 1000$ to $4000$.
Measured slopes, against the theory's at the same points: \`orrery run ridge --preset power-law-exponents\`.

${row(['regime', 'exponent', ...titles])}
|${' --- |'.repeat(2 + CASES.length)}
${sampleRows().join('\n')}

## Sources

Atanasov, Zavatone-Veth and Pehlevan, *Scaling and renormalization in high-dimensional regression*, [arXiv:2405.00592](https://arxiv.org/abs/2405.00592);
Bahri, Dyer, Kaplan, Lee and Sharma, *Explaining neural scaling laws*, [arXiv:2102.06701](https://arxiv.org/abs/2102.06701);
Cui, Loureiro, Krzakala and Zdeborová, *Generalization error rates in kernel regression*, [arXiv:2105.15004](https://arxiv.org/abs/2105.15004).

*This page is written by \`node scripts/scaling-exponents.mjs\` after \`npm run build\`; a test holds some of its rows to the theory.*
`;

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/scaling-exponents.md is out of date: run node scripts/scaling-exponents.mjs');
    process.exit(1);
  }
} else writeFileSync(page, text);
