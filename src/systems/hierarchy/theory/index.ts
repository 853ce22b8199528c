// `orrery-lab/theory/hierarchy`: what is known exactly of the random hierarchy model.

export {
  type CountStatistics,
  countStatistics,
  criticalSamples,
  distinctData,
  type Hierarchy,
  leadingSamples,
} from './statistics.ts';
