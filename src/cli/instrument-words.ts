import { BadInput } from '../numeric/errors.ts';
import { readAssignments, type Settings } from '../plan/settings.ts';

/**
 * Files and settings of an instrument's command line, `orrery fit runs.csv compute=1e21`. A setting
 * may be written as an option too: `--size-column n` is `sizeColumn=n`. A word with `=` behind a
 * name is a setting; a file called so is written `./a=b.csv`.
 */
export function readWords(words: readonly string[]): { files: string[]; settings: Settings } {
  const files: string[] = [];
  const assignments: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const option = /^--([A-Za-z][\w-]*)(=?)/.exec(word);
    if (option) {
      const value = option[2] ? word.slice(option[0].length) : words[++i];
      if (value === undefined || value.startsWith('--'))
        throw new BadInput(`${option[0]} has no value; write ${keyOf(option[1])}=value, or ${option[0]} value`);
      assignments.push(`${keyOf(option[1])}=${value}`);
    } else if (/^[A-Za-z]\w*=/.test(word)) assignments.push(word);
    else files.push(word);
  }
  const keys = assignments.map((one) => one.slice(0, one.indexOf('=')));
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) throw new BadInput(`${twice} is given twice; an instrument takes one value: give it once`);
  return { files, settings: readAssignments(assignments) };
}

/** `drop-missing` → `dropMissing`. */
function keyOf(option: string): string {
  return option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
