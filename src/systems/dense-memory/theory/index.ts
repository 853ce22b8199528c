// `orrery-lab/theory/dense-memory`. One step of memories with many more patterns than units: errors
// of those with a power for their energy, and what the softmax memory recalls.

export * from './crosstalk.ts';
export * from './softmax.ts';
