import { execFile } from 'node:child_process';
import { NotThere } from '../../numeric/errors.ts';

export interface Answer {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Seconds; sbatch itself tries again for two minutes where a cluster takes no job for the moment.
 */
const PATIENCE = 300;

/**
 * What Slurm's commands print when it is the controller that is missing, not the job that is wrong.
 */
const SILENT =
  /unable to contact slurm controller|socket timed out|connection refused|communication connection failure|zero bytes were transmitted|unable to establish (configuration|control) source|unable to process configuration file|protocol authentication error/i;

/**
 * Runs a command of Slurm, words as they are and no shell between. A refusal is an answer like any
 * other; throws `NotThere` where the command is not on this machine, or nobody answers it.
 */
export function ask(command: string, words: readonly string[]): Promise<Answer> {
  const options = { env: environment(), timeout: PATIENCE * 1000, maxBuffer: 2 ** 28 };
  return new Promise((resolve, reject) => {
    execFile(command, words, options, (error, stdout, stderr) => {
      const { code, killed } = (error ?? {}) as { code?: unknown; killed?: boolean };
      if (code === 'ENOENT') reject(absent(command));
      else if (killed) reject(new NotThere(`Slurm does not answer: ${command} was waiting for ${PATIENCE} s`));
      else if (error && SILENT.test(stderr)) reject(new NotThere(`Slurm does not answer: ${said({ stdout, stderr })}`));
      else if (error && typeof code !== 'number') reject(error);
      else resolve({ code: error ? Number(code) : 0, stdout, stderr });
    });
  });
}

/** What a command had to say, in one line and without its own name. */
export function said({ stdout, stderr }: Pick<Answer, 'stdout' | 'stderr'>): string {
  const lines = (stderr.trim() || stdout.trim())
    .split('\n')
    .map((line) => line.trim().replace(/^(sbatch|squeue|scancel|scontrol): (error: |fatal: )?/, ''));
  return lines.filter((line) => line !== '').join('; ') || 'it gave no reason';
}

function absent(command: string): NotThere {
  return new NotThere(
    `there is no Slurm on this machine: no command ${command}; start the sweep where jobs are submitted, or use another executor`,
  );
}

/**
 * Slurm's commands take options from the environment too. Filters and formats that someone set for
 * the eye would hide jobs of the sweep, or change what is read here.
 */
function environment(): NodeJS.ProcessEnv {
  const hidden = /^(SQUEUE|SCANCEL|SACCT)_|^(SBATCH_WAIT|SBATCH_ARRAY_INX)$/;
  const kept = Object.entries(process.env).filter(([name]) => !hidden.test(name));
  // Lists of tasks in full.
  return { ...Object.fromEntries(kept), SLURM_BITSTR_LEN: '0' };
}
