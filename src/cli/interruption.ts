/** Ctrl-C, or a polite end: the first asks to stop, the second ends at once with 130. */
export interface Interruption {
  signal: AbortSignal;
  /** Stops to listen. */
  end(): void;
}

/** Listens to SIGINT and SIGTERM; `kept` says what is not lost. */
export function listen(kept: string): Interruption {
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(130);
    console.error(`\nstopping; ${kept}`);
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, interrupt);
  return {
    signal: stop.signal,
    end() {
      for (const name of signals) process.off(name, interrupt);
    },
  };
}
