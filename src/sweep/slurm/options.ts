import { BadInput } from '../../numeric/errors.ts';

/** What a site asks of a job; passed through to sbatch, which judges it. */
export interface SlurmOptions {
  partition?: string;
  /** As Slurm writes it: minutes, hours:minutes:seconds, days-hours. */
  time?: string;
  /** Of a node: 4G, 500M. */
  memory?: string;
  account?: string;
  qos?: string;
  /** Of one array task. */
  cpus?: number;
  constraint?: string;
  reservation?: string;
  /** At most so many array tasks at once. */
  throttle?: number;
  /** Other options of sbatch, as `--nice=100`. */
  extra?: string[];
}

/** What would take the sweep's own jobs out of its hands, with the reason. */
const RESERVED: Record<string, string> = {
  array: 'the sweep numbers its array tasks itself',
  output: 'logs stand in the folder of the sweep',
  error: 'logs stand in the folder of the sweep',
  'open-mode': 'a requeued task writes on in its log',
  chdir: 'tasks work where the sweep was started',
  parsable: 'the sweep reads what sbatch prints',
  wait: 'the sweep waits for its tasks itself',
  wrap: 'the sweep brings a script of its own',
  'test-only': 'nothing would be submitted',
  clusters: 'a sweep speaks to one cluster, that of the machine it is started on',
  help: 'nothing would be submitted',
  usage: 'nothing would be submitted',
  version: 'nothing would be submitted',
};

/**
 * The words that sbatch gets for what a site asks; those of `extra` come last and win. Throws
 * `BadInput` naming an option that is none.
 */
export function siteWords(options: SlurmOptions): string[] {
  const { partition, time, account, qos, constraint, reservation } = options;
  const named = { partition, time, mem: options.memory, account, qos, constraint, reservation };
  const words = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${text(name === 'mem' ? 'memory' : name, value)}`],
  );
  if (options.cpus !== undefined) words.push(`--cpus-per-task=${count('cpus', options.cpus)}`);
  return [...words, ...(options.extra ?? []).map(extraWord)];
}

/** `%4` behind an array's numbers, or nothing. Throws `BadInput`. */
export function throttleSuffix({ throttle }: SlurmOptions): string {
  return throttle === undefined ? '' : `%${count('throttle', throttle)}`;
}

function text(name: string, value: string): string {
  if (value.trim() === '') throw new BadInput(`${name} of the jobs is empty; give a value, or leave ${name} out`);
  return oneLine(name, value);
}

function count(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new BadInput(`${name} of the jobs is ${value}, but must be a whole number from 1`);
  return value;
}

function extraWord(word: string): string {
  const [, name] = /^--([a-z][a-z0-9-]*)(=|$)/i.exec(word) ?? [];
  if (name === undefined)
    throw new BadInput(
      `${JSON.stringify(word)} is no option of sbatch in its long form; write it in one word, as --nice=100`,
    );
  // sbatch takes the beginning of a name for the name.
  const taken = Object.keys(RESERVED).find((reserved) => reserved.startsWith(name));
  if (taken) throw new BadInput(`--${name} cannot be given to the jobs of a sweep: ${RESERVED[taken]}`);
  return oneLine(`--${name}`, word);
}

/** An option is a line of the script. */
function oneLine(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(value))
    throw new BadInput(`${name} of the jobs is ${JSON.stringify(value)}, which has a control character; leave it out`);
  return value;
}
