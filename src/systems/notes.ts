/**
 * A system's most important formula, in TeX: of its notes the first between `$$`, or the first
 * below a line `<!-- key -->`, without the comma or full stop of its sentence. Undefined where the
 * notes have none.
 */
export function keyFormula(notes: string): string | undefined {
  const [, below] = notes.split('<!-- key -->');
  return /\$\$([\s\S]+?)\$\$/
    .exec(below ?? notes)?.[1]
    .trim()
    .replace(/(?<!\\|\\right)[.,;]$/, '');
}

const WHERE_IT_STOPS = '**Where it stops.**';

/** What a system's notes say of where its theory is no guide. Undefined where they say nothing. */
export function whereItStops(notes: string): string | undefined {
  const [, after] = notes.split(WHERE_IT_STOPS);
  return after?.split(/\n\n(?=\*\*)/)[0].trim();
}
