// `orrery-lab/theory/ssl-steps`. Linear Barlow Twins learns one eigenvector after the other.

export * from './samples.ts';
export * from './steps.ts';
