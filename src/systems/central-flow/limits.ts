import type { Limit } from '../contract.ts';
export const limits: Limit[] = [];
