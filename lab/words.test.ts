import { describe, expect, it } from 'vitest';
import { piecesOf, shortened, tooManyFiles } from './words.ts';

const said = (text: string) =>
  piecesOf(text)
    .map(({ text: piece, shift, code }) => (shift ? `${shift}(${piece})` : code ? `code(${piece})` : piece))
    .join('');

describe('a formula in plain text', () => {
  it.each([
    ['m₀²e^{4t}/(1 − m₀²)', 'm₀²esuper(4t)/(1 − m₀²)'],
    ['lazy learning, s(1 − e^(−|δ|t))', 'lazy learning, s(1 − esuper(−|δ|t))'],
    ['departs by e^(−H(T − t)) to first order', 'departs by esuper(−H(T − t)) to first order'],
    ['samples p and q have ρ^|p−q|; no more', 'samples p and q have ρsuper(|p−q|); no more'],
    ['falls like κ^(2r) Beta(2r, 2 − 2r)', 'falls like κsuper(2r) Beta(2r, 2 − 2r)'],
    ['`optimal` takes the λ, `x^(2)` not', 'code(optimal) takes the λ, code(x^(2)) not'],
    ['squared target weights w̄_k²', 'squared target weights w̄sub(k)²'],
    ["E_test of x_train.csv and its column 'x_1'", "Esub(test) of x_train.csv and its column 'x_1'"],
  ])('%s', (text, parts) => expect(said(text)).toBe(parts));

  it('is cut between its characters and never inside its marks', () => {
    expect(shortened(piecesOf('d^{(k−2)/2} scaling'), 8).map(({ text }) => text)).toEqual(['d', '(k−2)/', '…']);
    expect(shortened(piecesOf('short'), 5)).toEqual(piecesOf('short'));
  });
});

it('files that were dropped together are named', () => {
  expect(tooManyFiles(['a.csv', 'b.csv'])).toMatch(/^2 files were dropped together, a\.csv, b\.csv: drop the one/);
  expect(tooManyFiles(['a', 'b', 'c', 'd'])).toMatch(/^4 files .*, a, b, c and others:/);
});
