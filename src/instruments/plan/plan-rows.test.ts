import { describe, expect, it } from 'vitest';
import { prepareModes } from '../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import { type Mixture, mixtureError } from '../../systems/synthetic-data/theory/mixture.ts';
import { report } from '../conduct.ts';
import type { InputFile, Report } from '../contract.ts';
import { examples as forecasts } from '../forecast/examples.ts';
import { forecast } from '../forecast/instrument.ts';
import { plan } from './instrument.ts';
import { addedError } from './synthetic-rows.ts';

const [example] = forecasts;
const made = await report(forecast, [fileOf('table.csv', example.files[0].text)], example.settings);
const saved = JSON.stringify({ instrument: 'forecast', ...made });
const { now, farthest } = made.values as Record<string, { rows: number; error: number; low: number; high: number }>;

function fileOf(name: string, text: string): InputFile {
  return { name, origin: name, bytes: async () => new Uint8Array(new TextEncoder().encode(text)) };
}

interface Numbers {
  rows: number;
  loss: number;
  low: number;
  high: number;
  wanted: { rows: number; atLeast: number; atMost?: number };
  realAlone: number;
}

async function numbers(settings: Record<string, string>): Promise<Numbers> {
  return (await planned(settings)).values as never;
}

function planned(settings: Record<string, string>): Promise<Report> {
  return report(plan, [fileOf('report.json', saved)], settings);
}

describe('a plan from a forecast', () => {
  it('of a number of rows says what the forecast said', async () => {
    for (const { rows, error, low, high } of [now, farthest]) {
      const said = await numbers({ tokens: String(rows) });
      expect(said.loss / error).toBeCloseTo(1, 3);
      expect(said.low / low).toBeCloseTo(1, 2);
      expect(said.high / high).toBeCloseTo(1, 2);
    }
    expect((await planned({ tokens: String(now.rows) })).backTest).toEqual(made.backTest);
  });

  it('of an error is that of the rows that it takes, and of the ends of their interval', async () => {
    const loss = Math.sqrt(now.error * farthest.error);
    const { wanted } = await numbers({ loss: String(loss) });
    expect(wanted.atLeast).toBeLessThan(wanted.rows);
    expect((await numbers({ tokens: String(wanted.rows) })).loss).toBeCloseTo(loss, 8);
    expect((await numbers({ tokens: String(wanted.atLeast) })).low).toBeCloseTo(loss, 8);
  });

  it('counts what synthetic rows add, and says where they hurt', async () => {
    const tokens = String(farthest.rows);
    const real = await numbers({ tokens });
    const mixed = (generator: number) => planned({ tokens, synthetic: '0.5', generator: String(generator) });
    const bad = await mixed(100 * now.error);
    expect((bad.values as unknown as Numbers).loss).toBeGreaterThan(real.loss + 25 * now.error);
    expect(bad.answers.join()).toContain('the synthetic ones may hurt');
    const good = await mixed(1e-9);
    expect((good.values as unknown as Numbers).loss).toBeCloseTo(real.loss, 6);
    expect(good.answers.join()).toContain('the synthetic ones help');
  });
});

describe('what synthetic rows add', () => {
  const eta = Float64Array.from({ length: 300 }, (_, k) => 1 / (k + 1));
  const target = eta.map((_, k) => 1 / Math.sqrt(k + 1));
  const modes = prepareModes(eta);
  const [samples, ridge, error] = [200, 0.01, 0.3];
  const gamma = degreesOfFreedom(modes, samples, ridge, renormalizedRidge(modes, samples, ridge)).gamma;

  // Of a generator that is wrong in these modes alone, by theory of the system synthetic-data.
  function theory(share: number, first: number, last: number): number {
    const weights = eta.map((_, k) => (k >= first && k < last ? 1 : 0));
    const total = weights.reduce((sum, one, k) => sum + one * eta[k], 0);
    const variance = weights.map((one) => (one * error) / total);
    const mixture: Mixture = { modes, eta, target, difference: { variance }, samples, share, noise: 0.1 };
    return mixtureError(mixture, ridge) - mixtureError({ ...mixture, share: 0 }, ridge);
  }

  it.each([0.1, 0.5, 0.9, 1])('lies between its ends wherever the generator is wrong, at a share of %s', (share) => {
    const { least, most } = addedError(share, error, gamma);
    for (const [first, last] of [
      [0, 1],
      [0, 10],
      [10, 40],
      [40, 100],
      [100, 300],
      [0, 300],
    ]) {
      const said = theory(share, first, last);
      expect(said).toBeGreaterThanOrEqual(least);
      expect(said).toBeLessThanOrEqual(most);
    }
    // What is learned best comes near to the upper end.
    expect(theory(share, 0, 1) / most).toBeGreaterThan(0.9);
  });
});
