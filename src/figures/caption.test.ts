import { describe, expect, it } from 'vitest';
import { allSystems } from '../systems/registry.ts';
import { escapeLatex, toBibtex } from './bibtex.ts';
import { captionToLatex } from './caption.ts';
import { family } from './samples.testing.ts';

describe('a caption for LaTeX', () => {
  it('has its verdict in bold, scripts as scripts, and nothing that a special character would do', () => {
    const figure = {
      ...family(2),
      verdict: 'holds' as const,
      caption: ['E_test is 5 % off at λ = 10⁻³ & α̂ → ∞, −2 ± 1.'],
    };
    const caption = captionToLatex(figure);
    expect(caption).toContain(
      '\\textit{E}\\textsubscript{test} is 5 \\% off at $\\lambda$ = 10$^{-}$$^{3}$ \\& $\\hat{\\alpha}$ $\\to$ $\\infty$, $-$2 $\\pm$ 1.',
    );
  });

  it('is ASCII for all that the systems declare', async () => {
    const words = (await allSystems()).flatMap((system) => [
      system.title,
      ...system.presets.map(({ title }) => title),
      ...[system.observables, system.derived ?? {}, system.claims ?? {}, system.coordinates ?? {}].flatMap((all) =>
        Object.values(all).flatMap((one) => [
          one.label,
          ('symbol' in one && one.symbol) || '',
          ('unit' in one && one.unit) || '',
        ]),
      ),
      ...system.sources.map(toBibtex),
    ]);
    const left = new Set(words.flatMap((text) => [...escapeLatex(text as string)].filter((sign) => sign > '\x7f')));
    expect([...left].map((sign) => `${sign} U+${sign.codePointAt(0)!.toString(16)}`)).toEqual([]);
  });
});
