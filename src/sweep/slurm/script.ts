/** A batch script that sbatch and whoever looks into the folder can read. */
export interface BatchScript {
  /** Options of sbatch, a word each, as `--time=60`. */
  options: readonly string[];
  /** Where the work begins. */
  cwd: string;
  /** The command and its arguments; the number of the part comes behind them. */
  work: readonly string[];
}

/**
 * The text of a script whose argument is the first part of the array: an array task works the part
 * of that number plus its own. `exec` puts the worker in the shell's place, so that signals reach
 * it and its exit code is the task's.
 */
export function batchScript({ options, cwd, work }: BatchScript): string {
  return [
    '#!/bin/bash',
    ...options.map((option) => `#SBATCH ${directive(option)}`),
    '',
    '# To submit it by hand: sbatch --array=0-9 <this file> <part that task 0 works>',
    `cd -- ${shellWord(cwd)} || exit 72`,
    'part=$(( $1 + SLURM_ARRAY_TASK_ID ))',
    `exec ${work.map(shellWord).join(' ')} "$part"`,
    '',
  ].join('\n');
}

/**
 * An option as Slurm reads it in a script: in double quotes everything stands for itself but the
 * quote and the backslash.
 */
function directive(option: string): string {
  return /^[\w%@+=:,./-]+$/.test(option) ? option : `"${option.replace(/["\\]/g, '\\$&')}"`;
}

/** A word as bash reads it, whatever is in it. */
function shellWord(word: string): string {
  if (/^[\w%@+=:,./-]+$/.test(word)) return word;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: sbatch refuses scripts with \r, and a word stays in its line.
  if (!/[\u0000-\u001f\u007f]/.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word.replace(/['\\]/g, '\\$&');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
  return `$'${escaped.replace(/[\u0000-\u001f\u007f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`;
}
