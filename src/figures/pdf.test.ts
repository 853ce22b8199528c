import { describe, expect, it } from 'vitest';
import { figureToSvg } from './node.ts';
import { figureToPdf } from './pdf.ts';
import { family } from './samples.testing.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a figure as PDF', () => {
  const pdf = figureToPdf(figureToSvg(family(3), { width: 244.8 }));

  it('is a whole document of one page, at the size of the figure', () => {
    expect(text(pdf)).toMatch(/^%PDF-1\.\d[\s\S]*%%EOF\s*$/);
    expect(text(pdf).match(/\/Type \/Page\b/g)).toHaveLength(1);
    const [, width] = /\/MediaBox \[0 0 ([\d.]+) [\d.]+\]/.exec(text(pdf))!;
    expect(Number(width)).toBeCloseTo(244.8, 1);
  });

  it('holds the letters of its fonts, and no picture', () => {
    expect(text(pdf)).toMatch(/\/BaseFont \/[A-Z]{6}\+DejaVuSans\b/);
    expect(text(pdf)).toContain('/FontFile2');
    expect(text(pdf)).not.toContain('/Subtype /Image');
  });

  it('is the same for the same figure, to the byte', () => {
    expect(figureToPdf(figureToSvg(family(3), { width: 244.8 }))).toEqual(pdf);
  });

  it('is made of the SVG of a figure and of no other', () => {
    expect(() => figureToPdf('<svg xmlns="http://www.w3.org/2000/svg"/>')).toThrow(
      /this takes an SVG from figureToSvg/,
    );
  });
});
