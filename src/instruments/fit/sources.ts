import type { Source } from '../../systems/contract.ts';

export const sources: Source[] = [
  {
    id: 'hoffmann2022',
    authors: ['Jordan Hoffmann', 'Sebastian Borgeaud', 'Arthur Mensch', 'Elena Buchatskaya', 'others'],
    title: 'Training Compute-Optimal Large Language Models',
    year: 2022,
    arxiv: '2203.15556',
  },
  {
    id: 'besiroglu2024',
    authors: ['Tamay Besiroglu', 'Ege Erdil', 'Matthew Barnett', 'Josh You'],
    title: 'Chinchilla Scaling: A Replication Attempt',
    year: 2024,
    arxiv: '2404.10102',
  },
  {
    id: 'kaplan2020',
    authors: ['Jared Kaplan', 'Sam McCandlish', 'Tom Henighan', 'Tom B. Brown', 'others'],
    title: 'Scaling Laws for Neural Language Models',
    year: 2020,
    arxiv: '2001.08361',
  },
  {
    id: 'muennighoff2023',
    authors: ['Niklas Muennighoff', 'Alexander M. Rush', 'Boaz Barak', 'Teven Le Scao', 'others'],
    title: 'Scaling Data-Constrained Language Models',
    year: 2023,
    arxiv: '2305.16264',
  },
  {
    id: 'caballero2022',
    authors: ['Ethan Caballero', 'Kshitij Gupta', 'Irina Rish', 'David Krueger'],
    title: 'Broken Neural Scaling Laws',
    year: 2022,
    arxiv: '2210.14891',
  },
  {
    id: 'hesterberg2015',
    authors: ['Tim C. Hesterberg'],
    title: 'What Teachers Should Know About the Bootstrap: Resampling in the Undergraduate Statistics Curriculum',
    year: 2015,
    arxiv: '1411.5279',
    doi: '10.1080/00031305.2015.1089789',
  },
];
