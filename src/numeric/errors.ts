/**
 * Characters of a message that are kept where it quotes too much, from its beginning and its end.
 */
const [HEAD, TAIL] = [900, 400];

/**
 * Base of all errors that say what is wrong in words a user can act on; the command line prints
 * `message` and no stack. What quotes a file with a thousand columns is cut in the middle: the
 * remedy comes last.
 */
export class OrreryError extends Error {
  constructor(message: string) {
    super(message.length <= HEAD + TAIL ? message : `${message.slice(0, HEAD)} … ${message.slice(-TAIL)}`);
    this.name = new.target.name;
  }
}

/**
 * An input outside the domain of a formula or routine. Names the quantity, the value given and what
 * is allowed.
 */
export class OutOfRange extends OrreryError {
  constructor(quantity: string, given: unknown, allowed: string) {
    super(`${quantity} is ${String(given)}, but must be ${allowed}`);
  }
}

/** An iteration that did not reach its promised accuracy. */
export class NoConvergence extends OrreryError {}

/** No solution exists for these inputs. */
export class NoSolution extends OrreryError {}

/** Operands whose shapes do not fit. */
export class BadShape extends OrreryError {}

/** NaN or infinity where a finite number is needed. */
export class NotFinite extends OrreryError {}

/**
 * A matrix whose Cholesky factorisation broke down; `index` is the row (from 0) of the first pivot
 * that is not positive.
 */
export class NotPositiveDefinite extends OrreryError {
  readonly index: number;
  constructor(index: number) {
    super(`the matrix is not positive definite: pivot ${index} is not positive`);
    this.index = index;
  }
}

/** Output that the disk did not take: it is full, or the folder is gone. */
export class NotWritten extends OrreryError {}

/** A triangular matrix with a zero on its diagonal. */
export class Singular extends OrreryError {}

/** The heap cannot hold what was asked for. `bytes` is the size asked for. */
export class OutOfMemory extends OrreryError {
  readonly bytes: number;
  constructor(bytes: number, available: number) {
    super(
      `out of memory: ${megabytes(bytes)} MB asked for, ${megabytes(available)} MB of the 4096 MB heap left; make the sizes smaller`,
    );
    this.bytes = bytes;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

/** A program or a service of this machine that is needed and is not there. */
export class NotThere extends OrreryError {}

/** A file or a value given by the user that cannot be used. */
export class BadInput extends OrreryError {}

/** Work that was given up because nobody wants its result any more. */
export class Stopped extends OrreryError {
  constructor() {
    super('stopped');
  }
}
