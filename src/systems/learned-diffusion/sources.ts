import type { Preset } from '../contract.ts';
import { gerdes2024, ho2020, kadkhodaie2023, song2020implicit } from '../shared/bibliography.ts';

export const sources = [kadkhodaie2023, gerdes2024, song2020implicit, ho2020];

export const presets: Preset[] = [
  {
    id: 'halves-agree',
    title: 'Denoisers that have no image in common make the same one of the same noise, once images suffice',
    source: 'kadkhodaie2023',
    settings: { images: '30,150,800' },
    shown: ['similarity', 'moreAlike', 'lessCopied'],
  },
  {
    id: 'memory-to-generalisation',
    title: 'Networks copy a few images; of many, two that share none make the same new one of the same noise',
    source: 'kadkhodaie2023',
    settings: {
      ...{ denoiser: 'network', images: '10,100,890', width: '128', depth: '2', updates: '1500' },
      ...{ steps: '32', samples: '100' },
    },
    shown: ['similarity', 'nearest', 'moreAlike', 'lessCopied'],
    budget: 150,
  },
  {
    id: 'three-digits',
    title: 'A network that has learned three digits makes these three, and what it makes can be read',
    source: 'kadkhodaie2023',
    settings: {
      ...{ denoiser: 'network', images: '3', halves: 'one', width: '64', depth: '2', updates: '300', batch: '32' },
      ...{ leastNoise: '-5', sampler: 'ancestral', steps: '32', samples: '50' },
    },
    shown: ['nearest', 'recognised', 'readable'],
  },
  {
    id: 'digits',
    title: 'A network learns to make digits that can be read, and their leading modes emerge as in Gaussian images',
    source: 'gerdes2024',
    settings: {
      ...{ denoiser: 'network', images: '1597', halves: 'one', updates: '4000', leastNoise: '-5' },
      ...{ sampler: 'ancestral', steps: '100', samples: '600', modes: '4' },
    },
    shown: ['emergence', 'recognised', 'distance', 'readable'],
    margin: 0.1,
    budget: 900,
  },
  {
    id: 'order-of-components',
    title: 'All scales at once, standard diffusion, and scales pulled apart: what few steps make of each',
    source: 'gerdes2024',
    settings: {
      ...{ denoiser: 'network', images: '1597', halves: 'one', updates: '2500', strength: '0.3,1,1.7' },
      ...{ sampler: 'ddim', steps: '64', samples: '300', modes: '4' },
    },
    shown: ['emergence', 'recognised', 'distance'],
    margin: 0.1,
    budget: 200,
    expected: 'unresolved',
    because: 'it takes about nine trainings at each strength to tell times of emergence to a tenth',
  },
];
