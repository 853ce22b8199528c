// Prints what the page knows of all systems before it loads one: their limits, and the published
// figures that they reproduce. Read from the compiled library.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shortReference } from '../dist/figures/bibtex.js';
import { allSystems } from '../dist/systems/registry.js';

const pictures = new URL('../lab/public/figures/', import.meta.url);

const systems = (await allSystems()).map(({ id, limits, presets, sources }) => ({
  id,
  limits: limits.map(({ id, title, to }) => ({ id, title, to })),
  figures: presets.map((preset) => {
    const picture = `${id}-${preset.id}.webp`;
    return {
      id: preset.id,
      title: preset.title,
      by: shortReference(sources.find((source) => source.id === preset.source)),
      expected: preset.expected ?? 'holds',
      because: preset.because,
      picture: existsSync(fileURLToPath(new URL(picture, pictures))) ? `figures/${picture}` : undefined,
    };
  }),
}));
console.log(JSON.stringify(systems));
