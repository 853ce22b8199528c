import { toBibtex, toText } from '../figures/bibtex.ts';
import { openSystem } from '../systems/open.ts';

export async function cite(id: string, { json, text }: { json?: boolean; text?: boolean }): Promise<void> {
  const { sources } = await openSystem(id);
  if (json) console.log(JSON.stringify(sources, null, 2));
  else console.log(sources.map(text ? toText : toBibtex).join(text ? '\n' : '\n\n'));
}
