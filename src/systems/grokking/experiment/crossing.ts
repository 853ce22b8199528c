import { log } from '../../../numeric/special.ts';

/** The first crossing of a level from above, between two looks by the logarithms of the loss. */
export class Crossing {
  /** The step, with its fraction; undefined as long as the loss has not crossed. */
  at: number | undefined;
  private before = { step: 0, loss: Number.NaN };
  private readonly level: number;

  constructor(level: number) {
    this.level = level;
  }

  see(step: number, loss: number): void {
    const { before, level } = this;
    if (this.at === undefined && before.loss > level && loss <= level)
      this.at = before.step + ((step - before.step) * log(before.loss / level)) / log(before.loss / loss);
    this.before = { step, loss };
  }
}
