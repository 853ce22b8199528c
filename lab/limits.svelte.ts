import { SvelteMap } from 'svelte/reactivity';
import { Desk, Problem } from './desk.ts';
import type { LimitState } from './work/protocol.ts';

interface Checked {
  states?: LimitState[];
  problem?: string;
}

/** The checks of every system's limits: made when first asked for, once, at a desk of their own, so that no knob waits for them. */
class LimitStates {
  private desk = new Desk(120_000);
  private known = new SvelteMap<string, Checked>();
  private asked = new Set<string>();

  of(system: string): Checked {
    if (!this.asked.has(system)) {
      this.asked.add(system);
      this.desk.ask({ kind: 'limits', system }).then(
        (states) => this.known.set(system, { states }),
        (error) => this.known.set(system, { problem: error instanceof Problem ? error.message : String(error) }),
      );
    }
    return this.known.get(system) ?? {};
  }
}

export const limitStates = new LimitStates();
