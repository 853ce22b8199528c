// `orrery-lab/theory/lost-tails`. Learners that know what they were shown, and generators that lost
// the tail.

export * from './unseen.ts';
