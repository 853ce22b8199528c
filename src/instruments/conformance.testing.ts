import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { figureToSvg } from '../figures/node.ts';
import { BadInput, Stopped } from '../numeric/errors.ts';
import { report } from './conduct.ts';
import type { AnyInstrument, Example, InputFile } from './contract.ts';

/** What every instrument promises, tried on its own examples. */
export function describeInstrument(instrument: AnyInstrument): void {
  const { examples, sources, parameters } = instrument;
  const good = examples.filter(({ expected }) => typeof expected === 'string');
  const bad = examples.filter(({ expected }) => typeof expected === 'object');

  it('has examples that hold, that break, and that are refused', () => {
    expect(good.map(({ expected }) => expected)).toEqual(expect.arrayContaining(['holds', 'broken']));
    expect(bad.length).toBeGreaterThan(4);
  });

  it('cites its sources and says of every parameter what it is', () => {
    for (const { arxiv, doi } of sources) expect(arxiv ?? doi).toBeDefined();
    for (const schema of Object.values(parameters.shape) as { meta(): { title?: string; description?: string } }[])
      expect(schema.meta()).toMatchObject({ title: expect.any(String), description: expect.any(String) });
  });

  describe.each(good)('$title', (example) => {
    it(`ends in its verdict, ${example.expected}, and is plain data`, async () => {
      const made = await reportOf(instrument, example);
      expect(made.backTest.sentence).not.toBe('');
      expect(made.backTest.verdict).toBe(example.expected);
      expect(made.answers.length).toBeGreaterThan(0);
      expect(made.notes.length).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      for (const { columns, rows } of made.tables) for (const row of rows) expect(row).toHaveLength(columns.length);
      const svg = figureToSvg(made.figure);
      expect(
        new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('path, circle').length,
      ).toBeGreaterThan(3);
    });
  });

  it('says the same of the same numbers', async () => {
    const [first, again] = [await reportOf(instrument, good[0]), await reportOf(instrument, good[0])];
    expect(again).toEqual(first);
  });

  it('stops when nobody wants its report', async () => {
    let asked = 0;
    const check = () => {
      if (++asked === 20) throw new Stopped();
    };
    await expect(report(instrument, filesOf(good[0]), good[0].settings, { check })).rejects.toThrow(Stopped);
  });

  it.each(bad)('refuses: $title', async (example) => {
    const made = reportOf(instrument, example);
    await expect(made).rejects.toThrow(BadInput);
    await expect(made).rejects.toThrow((example.expected as { error: string }).error);
  });
}

function reportOf(instrument: AnyInstrument, example: Example) {
  return report(instrument, filesOf(example), example.settings);
}

function filesOf({ files }: Example): InputFile[] {
  return files.map(({ name, text }) => ({
    ...{ name, origin: name },
    bytes: async () => new Uint8Array(new TextEncoder().encode(text)),
  }));
}
