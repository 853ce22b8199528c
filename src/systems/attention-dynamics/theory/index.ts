// `orrery-lab/theory/attention-dynamics`. How linear attention learns, and what it ends in.

export * from './closed-forms.ts';
export * from './descent.ts';
export * from './population.ts';
export * from './shaking.ts';
