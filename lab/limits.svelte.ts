import { SvelteMap } from 'svelte/reactivity';
import { Desk, Problem } from './desk.ts';
import type { LimitState } from './work/protocol.ts';

interface Checked {
  states?: LimitState[];
  problem?: string;
}

/**
 * The checks of every system's limits: made when first asked for, once, at a desk of their own, so
 * that no knob waits for them. What is looked at now comes first.
 */
class LimitStates {
  private desk = new Desk(120_000);
  private known = new SvelteMap<string, Checked>();
  private asked = new Set<string>();
  /** The last one is next. */
  private waiting: string[] = [];
  private working = false;

  of(system: string): Checked {
    const isWaiting = this.waiting.includes(system);
    if (isWaiting || !this.asked.has(system))
      this.waiting = [...this.waiting.filter((other) => other !== system), system];
    this.asked.add(system);
    // Whoever asks for several at once has asked for all of them before the first one is taken.
    if (!this.working) queueMicrotask(() => void this.work());
    return this.known.get(system) ?? {};
  }

  /** What is known, without asking. */
  peek(system: string): Checked {
    return this.known.get(system) ?? {};
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let system = this.waiting.pop(); system !== undefined; system = this.waiting.pop())
      try {
        this.known.set(system, { states: await this.desk.ask({ kind: 'limits', system }) });
      } catch (error) {
        this.known.set(system, { problem: error instanceof Problem ? error.message : String(error) });
      }
    this.working = false;
  }
}

export const limitStates = new LimitStates();
