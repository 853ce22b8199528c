// `orrery-lab/theory/model-collapse`. Chains of regressions on labels that their predecessors made.

export * from './best-ridge.ts';
export * from './chain.ts';
