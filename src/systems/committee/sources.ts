import type { Preset } from '../contract.ts';
import { goldt2019, saad1995 } from '../shared/bibliography.ts';

export const sources = [saad1995, goldt2019];

export const presets: Preset[] = [
  {
    id: 'specialisation',
    title: 'Symmetric plateau and specialisation of a realisable task, two student and two teacher units',
    source: 'saad1995',
    settings: { students: '2', teachers: '2', stepSize: '1.5', headStart: '0.1,0.3,0.5', duration: '60' },
    shown: ['generalisationError', 'alignedOverlap', 'crossOverlap'],
    expected: 'unresolved',
    because:
      'with a head start of 0.1 the moment of escape scatters, and with it all that comes after: some 600 trials would tell',
  },
  {
    id: 'leaving-the-plateau',
    title: 'Small steps from a large head start leave the plateau at about the same time in each run',
    source: 'saad1995',
    settings: { stepSize: '0.1', headStart: '0.5', dimension: '100', duration: '320' },
    shown: ['generalisationError', 'plateauEnd', 'specialisation'],
  },
  {
    id: 'three-units',
    title: 'Symmetric plateau and specialisation of a realisable task, three student and three teacher units',
    source: 'saad1995',
    settings: { students: '3', teachers: '3', stepSize: '1', headStart: '0.3', duration: '80' },
    shown: ['generalisationError', 'alignedOverlap', 'crossOverlap', 'studentNorm', 'studentOverlap'],
  },
  {
    id: 'overparameterised-noise',
    title: 'With noisy labels, units beyond the teacher’s raise the final generalisation error',
    source: 'goldt2019',
    settings: {
      students: '2,4,6',
      teachers: '2',
      stepSize: '0.5',
      noise: '0.05',
      headStart: '0.6',
      duration: '200',
      dimension: '200',
    },
  },
];
