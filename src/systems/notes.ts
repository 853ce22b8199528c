/** A formula of a system's notes, in TeX. */
export interface KeyFormula {
  tex: string;
  /** The choices that it is of, as `{ estimator: ['hill'] }`; empty where it is of all others. */
  choices: Record<string, string[]>;
}

/**
 * A system's most important formulas, each without the comma or full stop of its sentence. First
 * the one that is of all choices but those of another: the first between `$$` below a line
 * `<!-- key -->`, or of the notes. Then the first below each `<!-- key estimator=hill,zeta -->`, of
 * these values of a parameter, or of several with a blank between. Empty where the notes have none.
 */
export function keyFormulas(notes: string): KeyFormula[] {
  const marked = Array.from(notes.matchAll(/<!-- key (.*?)-->/g), ({ 1: choices, index }) => ({
    tex: formulaIn(notes.slice(index)),
    choices: choicesOf(choices),
  }));
  const usual = marked.find(({ choices }) => Object.keys(choices).length === 0);
  const all = [usual ?? { tex: formulaIn(notes), choices: {} }, ...marked.filter((one) => one !== usual)];
  return all.flatMap(({ tex, choices }) => (tex === undefined ? [] : [{ tex, choices }]));
}

/** Of these settings the most important one; undefined where the notes have none. */
export function keyFormula(notes: string, settings: Record<string, unknown> = {}): string | undefined {
  const [usual, ...others] = keyFormulas(notes);
  const chosen = others.find(({ choices }) =>
    Object.entries(choices).every(([key, values]) => values.includes(String(settings[key]))),
  );
  return (chosen ?? usual)?.tex;
}

function formulaIn(notes: string): string | undefined {
  return /\$\$([\s\S]+?)\$\$/
    .exec(notes)?.[1]
    .trim()
    .replace(/(?<!\\|\\right)\s*[.,;:]$/, '');
}

function choicesOf(words: string): KeyFormula['choices'] {
  const conditions = words.split(' ').filter((word) => word !== '');
  return Object.fromEntries(
    conditions.map((word) => {
      const [key, values = ''] = word.split('=');
      return [key, values.split(',')];
    }),
  );
}

const WHERE_IT_STOPS = '**Where it stops.**';

/** What a system's notes say of where its theory is no guide. Undefined where they say nothing. */
export function whereItStops(notes: string): string | undefined {
  const [, after] = notes.split(WHERE_IT_STOPS);
  return after?.split(/\n\n(?=\*\*)/)[0].trim();
}
