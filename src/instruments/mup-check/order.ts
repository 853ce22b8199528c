import { BadInput } from '../../numeric/errors.ts';

export interface Ends {
  input?: string;
  output?: string;
}

/** A name that is one of a read-out, or of an embedding, wherever it stands. */
const LAST = /(^|[._/])((lm_?)?head|read[_-]?out|logits|unembed\w*|classifier)([._/]|$)/i;
const FIRST = /(^|[._/])(w[tp]e|(tok(en)?s?|pos(ition)?s?)?_?emb(ed(ding)?s?)?)([._/]|$)/i;

/**
 * Layers from inputs to outputs, and by what it is known: their numbers where names differ in
 * nothing else, else the order of the file. `trainings` are the layers of each width, seed and step
 * as they were first logged. Throws `BadInput` where that order is none and the ends are not given.
 */
export function orderLayers(trainings: readonly string[][], ends: Ends, file: string) {
  const names = [...new Set(trainings.flat())];
  if (new Set(names.map(patternOf)).size === 1)
    return { names: [...names].sort(byNumber), by: 'in the order of their numbers' };
  const wrong = disorder(names, trainings);
  if (!wrong) return { names, by: 'in the order of the file' };
  if (ends.input !== undefined && ends.output !== undefined)
    return {
      names: [...names].sort((a, b) =>
        patternOf(a) < patternOf(b) ? -1 : patternOf(a) > patternOf(b) ? 1 : byNumber(a, b),
      ),
      by: 'between the ends in the order of their names',
    };
  throw new BadInput(
    `${file}: ${wrong}, so which layer reads the inputs and which makes the outputs cannot be told; say input=… and output=…, or write the rows of each training in the order of its layers; there are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`,
  );
}

/** What speaks against the order of the file; undefined where nothing does. */
function disorder(names: readonly string[], trainings: readonly string[][]): string | undefined {
  const place = new Map(names.map((name, i) => [name, i]));
  for (const one of trainings)
    for (let i = 1; i < one.length; i++)
      if (place.get(one[i])! < place.get(one[i - 1])!)
        return `layers are not in the same order in all trainings ('${one[i]}' comes before '${one[i - 1]}' and after it)`;
  const last = new Map<string, string>();
  for (const name of names) {
    const before = last.get(patternOf(name));
    if (before !== undefined && byNumber(before, name) > 0) return `layer '${before}' comes before '${name}'`;
    last.set(patternOf(name), name);
  }
  const end = names[names.length - 1];
  if (LAST.test(names[0]) && !LAST.test(end)) return `layer '${names[0]}' comes first`;
  if (FIRST.test(end) && !FIRST.test(names[0])) return `layer '${end}' comes last`;
  return undefined;
}

function patternOf(name: string): string {
  return name.replace(/\d+/g, '#');
}

function byNumber(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => (name.match(/\d+/g) ?? []).map(Number));
  const i = a.findIndex((number, i) => number !== b[i]);
  return i < 0 ? 0 : a[i] - b[i];
}
