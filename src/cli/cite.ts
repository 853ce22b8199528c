import { toBibtex, toText } from '../figures/bibtex.ts';
import { findSystem } from '../systems/registry.ts';

export function cite(id: string, { json, text }: { json?: boolean; text?: boolean }): void {
  const { sources } = findSystem(id);
  if (json) console.log(JSON.stringify(sources, null, 2));
  else console.log(sources.map(text ? toText : toBibtex).join(text ? '\n' : '\n\n'));
}
