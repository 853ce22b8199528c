// `orrery-lab/theory/in-context`. Ridge-trained linear attention on linear-regression tasks.

export * from './asymptotics.ts';
export * from './trained.ts';
