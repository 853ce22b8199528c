import { expect, it } from 'vitest';
import { type Language, zipfMarkov } from '../../data/language.ts';
import { layeredLanguage, renewalLanguage } from '../../data/long-memory.ts';
import { createRandom } from '../../numeric/random.ts';
import { report } from '../conduct.ts';
import { exponents } from './instrument.ts';
import { operationsOf } from './training.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

interface Found {
  value: number | null;
  low: number;
  high: number;
  why: string;
}

async function measured(language: Language, length: number, settings: Record<string, string>, seed = 1) {
  const text = Array.from(language.draw(length, createRandom(seed)), (id) => LETTERS[id]).join('');
  const file = { name: 'text', origin: 'text', bytes: async () => new Uint8Array(new TextEncoder().encode(text)) };
  const { values, answers, tables } = await report(exponents, [file], { resamples: '50', ...settings });
  return { ...(values as { beta: Found; gamma: Found }), answers, tables };
}

it('finds the exponent of correlations that fall as a power', async () => {
  const { beta } = await measured(layeredLanguage(16, 0.7), 100_000, { contexts: '2', longest: '128' });
  expect(beta.low).toBeLessThan(0.7);
  expect(beta.high).toBeGreaterThan(0.7);
  expect(beta.high - beta.low).toBeLessThan(0.15);
});

it('gives no exponent of a Markov chain, nor of independent letters', async () => {
  const chain = await measured(zipfMarkov(12, createRandom('chain')), 50_000, { contexts: '4' });
  const independent: Language = {
    vocabulary: 20,
    draw: (length, random) => Int32Array.from({ length }, () => Math.floor(20 * random.uniform())),
  };
  const letters = await measured(independent, 20_000, { contexts: '3' });
  for (const { beta, gamma, answers } of [chain, letters]) {
    expect(beta).toMatchObject({ value: null, why: expect.stringMatching(/stand|exponential/) });
    expect(gamma).toMatchObject({ value: null, why: expect.stringMatching(/stand|exponential/) });
    expect(answers.join(' ')).toContain('is not said: it takes both');
  }
});

it('finds the exponent of the entropy, and what both imply', async () => {
  const { gamma, beta, answers } = await measured(renewalLanguage(1.7), 300_000, { contexts: '9', longest: '64' }, 1);
  // Of the exact steps from 1 to 8: far from their limit of 1.7.
  expect(gamma.low).toBeLessThan(1.03);
  expect(gamma.high).toBeGreaterThan(1.03);
  expect(answers[2]).toContain('imply');
  expect(answers[2]).toContain(`${Number((gamma.value! / (2 * beta.value!)).toPrecision(3))}`);
});

it('takes a text that repeats for no power law', async () => {
  const repeated: Language = {
    vocabulary: 5,
    draw: (length) => Int32Array.from({ length }, (_, i) => [0, 1, 2, 3, 1, 4][i % 6]),
  };
  const { beta, answers } = await measured(repeated, 12_000, { contexts: '2', blocks: '10' });
  expect(beta).toMatchObject({ value: null });
  expect(answers[0]).toContain('No exponent of correlations');
});

it('measures what networks make of growing parts, and judges the largest', async () => {
  const { answers, tables } = await measured(layeredLanguage(4, 0.5), 6000, {
    ...{ contexts: '2', longest: '16', train: 'yes', parts: '5', trainings: '1' },
    ...{ width: '8', depth: '1', length: '4', batch: '8', steps: '60' },
  });
  const { rows } = tables.find(({ id }) => id === 'trainings')!;
  expect(rows.map(([tokens]) => tokens)).toEqual([300, 600, 1200, 2400, 4800]);
  for (const [, , loss] of rows) expect(loss).toBeLessThan(1.2 * Math.log(4));
  expect(answers[3]).toContain('What networks pay for a token');
  expect(tables.find(({ id }) => id === 'contexts')!.rows.map(([n]) => n)).toEqual([1, 2, 3, 4]);
  expect(answers[4]).toMatch(/Networks trained from 300 to 4800 tokens/);
});

it('counts what it takes to measure losses: most of it, where trainings are short', () => {
  const asked = { parts: 5, trainings: 1, width: 8, depth: 1, length: 128, batch: 8, rate: 0.01, lossMargin: 0.05 };
  const of = (steps: number) => operationsOf(30, { ...asked, steps, resamples: 50 });
  // 30 looks of 128 windows and 512 at the end, each a third of a step's work, and contexts once.
  const contexts = (16 * (128 + 48 - 1)) / 3 / 5;
  const most = 8 * 1e6 + (40 * 128 + 512) / 3 + contexts;
  expect(of(60) / of(1e6)).toBeCloseTo((8 * 60 + (30 * 128 + 512) / 3 + contexts) / most, 12);
});
