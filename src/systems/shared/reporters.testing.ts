import { Stopped } from '../../numeric/errors.ts';
import type { Trial, TrialReporter } from '../contract.ts';

/** Shows each partial trial to `seen`, and stops the trial after `most` of them. */
export function stoppingReporter<O extends string>(
  most: number,
  seen: (trial: Trial<O>) => void = () => {},
): TrialReporter<O> {
  let shown = 0;
  return {
    progress: () => {},
    partial: (trial) => {
      shown++;
      seen(trial);
    },
    check: () => {
      if (shown >= most) throw new Stopped();
    },
  };
}
