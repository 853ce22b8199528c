// `orrery-lab/instruments`: theory applied to numbers of your own, from code.

export { report, type Watch } from '../instruments/conduct.ts';
export * from '../instruments/contract.ts';
export { allInstruments, findInstrument, instruments } from '../instruments/registry.ts';
