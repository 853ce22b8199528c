import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { predictLoss } from '../../scaling-laws/extrapolate.ts';
import { muennighoff } from '../../scaling-laws/published.ts';
import { withRepetition } from '../../scaling-laws/repetition.ts';
import { openLaw } from '../../scaling-laws/saved-law.ts';
import { report } from '../conduct.ts';
import type { InputFile, Report } from '../contract.ts';
import { examples as fits } from '../fit/examples.ts';
import { fit } from '../fit/instrument.ts';
import { plan } from './instrument.ts';

const fitted = await report(fit, [fileOf('runs.csv', fits[0].files[0].text)], { resamples: '60', compute: '1e21' });
const saved = JSON.stringify({ instrument: 'fit', ...fitted });

function fileOf(name: string, text: string): InputFile {
  return { name, origin: name, bytes: async () => new Uint8Array(new TextEncoder().encode(text)) };
}

function planned(settings: Record<string, string>, text = saved): Promise<Report> {
  return report(plan, [fileOf('report.json', text)], settings);
}

/** What these tests read of a plan's numbers. */
interface Numbers {
  compute: number;
  size: number;
  tokens: number;
  loss: number;
  low: number;
  high: number;
  epochs: number;
  hours: number;
  kilowattHours: number;
  budget: { compute: number; low: number; high?: number };
  flat: [number, number];
}

async function numbers(settings: Record<string, string>): Promise<Numbers> {
  return (await planned(settings)).values as never;
}

describe('a plan', () => {
  it('says of the same budget what the fit said, bit for bit', async () => {
    const [said] = fitted.values.allocations as Record<string, unknown>[];
    expect((await planned({ compute: '1e21' })).values).toMatchObject(said);
  });

  it('of a loss is the plan of the budget that it takes', async () => {
    const { budget, loss } = await numbers({ loss: '2.2' });
    expect(loss).toBeCloseTo(2.2, 8);
    const same = await numbers({ compute: String(budget.compute) });
    expect(same.loss).toBeCloseTo(2.2, 8);
    // The ends are where the prediction interval of a run begins and ends.
    expect((await numbers({ compute: String(budget.low) })).low).toBeCloseTo(2.2, 8);
    expect((await numbers({ compute: String(budget.high) })).high).toBeCloseTo(2.2, 8);
  });

  it('with fewer tokens than are best sees them several times, and with enough once', async () => {
    const free = await numbers({ compute: '1e21' });
    const short = await numbers({ compute: '1e21', tokens: String(free.tokens / 10) });
    expect(short.epochs).toBeGreaterThan(3);
    expect(short.loss).toBeGreaterThan(free.loss);
    const law = openLaw(withRepetition(fitted.values.saved as never, muennighoff.repetition));
    const at = { N: short.size, D: short.tokens, U: free.tokens / 10 };
    expect(predictLoss(law, at, 1e21).loss).toBe(short.loss);
    const once = await numbers({ compute: '1e21', tokens: String(free.tokens / 10), epochs: '1' });
    expect(once.tokens).toBeCloseTo(free.tokens / 10, -2);
    expect(await numbers({ compute: '1e21', tokens: String(free.tokens * 2) })).toMatchObject({ size: free.size });
  });

  it('counts hours and energy by the data sheet', async () => {
    const { hours, kilowattHours } = await numbers({ compute: '1e21', device: 'a100', utilization: '0.5' });
    expect(hours).toBeCloseTo(1e21 / 156e12 / 3600, 8);
    expect(kilowattHours).toBeCloseTo(0.4 * hours, 8);
  });

  it('says that published repetition and far budgets are strained', async () => {
    const { notes } = await planned({ compute: '1e26', tokens: '1e8' });
    const strained = notes.filter(({ level }) => level === 'strained').map(({ id }) => id);
    expect(strained).toEqual(expect.arrayContaining(['far-beyond', 'published-repetition', 'many-epochs']));
  });
});

it('the example’s fit is that of its runs', async () => {
  const folder = new URL('../../../examples/small-ladder/', import.meta.url);
  const kept = JSON.parse(readFileSync(new URL('fit.json', folder), 'utf8'));
  const runs = readFileSync(new URL('runs.csv', folder), 'utf8');
  const { constants } = (await report(fit, [fileOf('runs.csv', runs)], { resamples: '50' })).values as never as {
    constants: Record<string, { value: number }>;
  };
  for (const [name, { value }] of Object.entries(constants))
    expect(value).toBeCloseTo(kept.values.constants[name].value, 6);
});
