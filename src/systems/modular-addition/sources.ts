import type { Preset } from '../contract.ts';
import { gromov2023, power2022 } from '../shared/bibliography.ts';

export const sources = [gromov2023, power2022];

export const presets: Preset[] = [
  {
    id: 'grokking',
    title: 'A network memorises half of all sums modulo 23 in ten steps, and learns to add after a hundred',
    source: 'gromov2023',
    settings: { modulus: '23', units: '128', share: '0.5', decay: '2', rate: '0.02', steps: '300' },
    shown: ['trainAccuracy', 'testAccuracy', 'periodicity', 'phaseAgreement', 'memorisesFirst', 'becomesPeriodic'],
  },
  {
    id: 'weight-decay',
    title: 'The less weights decay, the later the network learns to add; what it memorises comes at once',
    source: 'power2022',
    settings: { decay: '0.75:3:3:log', steps: '400' },
    shown: ['memorised', 'generalised', 'decayHastens'],
  },
  {
    id: 'share',
    title: 'The less of the table is shown, the later the network learns the rest',
    source: 'power2022',
    settings: { share: '0.66:0.9:3', steps: '300' },
    shown: ['memorised', 'generalised', 'dataHasten'],
  },
  {
    id: 'exact-solution',
    title: 'Networks of periodic weights add without any training once they are wide enough',
    source: 'gromov2023',
    settings: { units: '16:512:6:log', steps: '10' },
    shown: ['exactAccuracy', 'exactSignal', 'exactNoise'],
  },
];
