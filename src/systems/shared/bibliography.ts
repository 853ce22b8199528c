import type { Source } from '../contract.ts';

// The publications that systems cite, each once, by id.

export const benarous2021: Source = {
  id: 'benarous2021',
  authors: ['Gerard Ben Arous', 'Reza Gheissari', 'Aukosh Jagannath'],
  title: 'Online stochastic gradient descent on non-convex losses from high-dimensional inference',
  year: 2021,
  venue: 'Journal of Machine Learning Research 22',
  arxiv: '2003.10409',
};

export const benarous2022: Source = {
  id: 'benarous2022',
  authors: ['Gerard Ben Arous', 'Reza Gheissari', 'Aukosh Jagannath'],
  title: 'High-dimensional limit theorems for SGD: Effective dynamics and critical scaling',
  year: 2022,
  arxiv: '2206.04030',
};

export const bordelon2022: Source = {
  id: 'bordelon2022',
  authors: ['Blake Bordelon', 'Cengiz Pehlevan'],
  title: 'Self-Consistent Dynamical Field Theory of Kernel Evolution in Wide Neural Networks',
  year: 2022,
  arxiv: '2205.09653',
};

export const chizat2019: Source = {
  id: 'chizat2019',
  authors: ['Lénaïc Chizat', 'Edouard Oyallon', 'Francis Bach'],
  title: 'On Lazy Training in Differentiable Programming',
  year: 2019,
  venue: 'NeurIPS',
  arxiv: '1812.07956',
};

export const goldt2019: Source = {
  id: 'goldt2019',
  authors: ['Sebastian Goldt', 'Madhu S. Advani', 'Andrew M. Saxe', 'Florent Krzakala', 'Lenka Zdeborová'],
  title: 'Dynamics of stochastic gradient descent for two-layer neural networks in the teacher-student setup',
  year: 2019,
  arxiv: '1906.08632',
};

export const jacot2018: Source = {
  id: 'jacot2018',
  authors: ['Arthur Jacot', 'Franck Gabriel', 'Clément Hongler'],
  title: 'Neural Tangent Kernel: Convergence and Generalization in Neural Networks',
  year: 2018,
  venue: 'NeurIPS',
  arxiv: '1806.07572',
};

export const saad1995: Source = {
  id: 'saad1995',
  authors: ['David Saad', 'Sara A. Solla'],
  title: 'On-line learning in soft committee machines',
  year: 1995,
  venue: 'Physical Review E 52, 4225',
  doi: '10.1103/PhysRevE.52.4225',
};

export const saxe2013: Source = {
  id: 'saxe2013',
  authors: ['Andrew M. Saxe', 'James L. McClelland', 'Surya Ganguli'],
  title: 'Exact solutions to the nonlinear dynamics of learning in deep linear neural networks',
  year: 2013,
  arxiv: '1312.6120',
};
