import { describe, expect, it } from 'vitest';
import { escapeLatex, toBibtex, toText } from './bibtex.ts';

const preprint = {
  id: 'simon2021',
  authors: ['James B. Simon', 'Madeline Dickens'],
  title: 'The Eigenlearning Framework: 100% of κ & more',
  year: 2021,
  arxiv: '2110.03922',
};

describe('toBibtex', () => {
  it('writes a preprint as @misc with its arXiv number', () => {
    expect(toBibtex(preprint)).toBe(
      [
        '@misc{simon2021,',
        '  author = {Simon, James B. and Dickens, Madeline},',
        '  title = {{The Eigenlearning Framework: 100\\% of $\\kappa$ \\& more}},',
        '  year = {2021},',
        '  eprint = {2110.03922},',
        '  archiveprefix = {arXiv},',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('tells a conference from a journal', () => {
    expect(toBibtex({ ...preprint, venue: 'ICML' })).toMatch(/^@inproceedings[\s\S]*booktitle = \{ICML\}/);
    expect(toBibtex({ ...preprint, venue: 'Proceedings of the National Academy of Sciences' })).toContain(
      '@inproceedings',
    );
    expect(toBibtex({ ...preprint, venue: 'Annals of Statistics', doi: '10.1214/21-AOS_2133' })).toMatch(
      /^@article[\s\S]*journal = \{Annals of Statistics\}[\s\S]*doi = \{10\.1214\/21-AOS_2133\}/,
    );
  });

  it('keeps particles with the family name, groups whole, and given order when a comma says it', () => {
    const authors = ['Aad van der Vaart', 'Ada, Countess', 'Plato', 'The CMS Collaboration'];
    expect(toBibtex({ ...preprint, authors })).toContain(
      'author = {van der Vaart, Aad and Ada, Countess and Plato and {The CMS Collaboration}}',
    );
  });

  it('has balanced braces whatever the title', () => {
    const entry = toBibtex({ ...preprint, title: 'a}b{c\\ }' });
    const unescaped = entry.replace(/\\[{}]/g, '');
    expect(unescaped.split('{').length).toBe(unescaped.split('}').length);
  });
});

describe('escapeLatex', () => {
  it.each([
    ['50% of A&B_c #1 $x^2$ ~{}', '50\\% of A\\&B\\_c \\#1 \\$x\\textasciicircum{}2\\$ \\textasciitilde{}\\{\\}'],
    ['Müller–Łukasz', 'M{\\"{u}}ller--{\\L}ukasz'],
    ['Krzakała, Zdeborová', "Krzaka{\\l}a, Zdeborov{\\'{a}}"],
    ['naïve Čížek', 'na{\\"{\\i}}ve {\\v{C}}{\\\'{\\i}}{\\v{z}}ek'],
    ['Erdős, Şahin', 'Erd{\\H{o}}s, {\\c{S}}ahin'],
    ['μP and Λ', '$\\mu$P and $\\Lambda$'],
    ['中文 stays', '中文 stays'],
  ])('%s', (text, latex) => expect(escapeLatex(text)).toBe(latex));
});

describe('toText', () => {
  it('is one readable line', () => {
    expect(toText(preprint)).toBe(
      'James B. Simon and Madeline Dickens (2021). The Eigenlearning Framework: 100% of κ & more. arXiv:2110.03922.',
    );
    expect(
      toText({ ...preprint, authors: ['A', 'B', 'C'], title: 'Why?', venue: 'PRX', arxiv: undefined, doi: '10.1/x' }),
    ).toBe('A, B and C (2021). Why? PRX, https://doi.org/10.1/x.');
  });
});
