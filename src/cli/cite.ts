import { toBibtex, toText } from '../figures/bibtex.ts';
import { openSystem } from '../systems/open.ts';
import { findPreset } from './settings.ts';

export async function cite(
  id: string,
  { json, text, preset }: { json?: boolean; text?: boolean; preset?: string },
): Promise<void> {
  const system = await openSystem(id);
  const published = preset === undefined ? undefined : findPreset(system, preset);
  const sources = system.sources.filter((source) => published === undefined || source.id === published.source);
  if (json) console.log(JSON.stringify(sources, null, 2));
  else console.log(sources.map(text ? toText : toBibtex).join(text ? '\n' : '\n\n'));
}
