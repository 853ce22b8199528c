import { describe, expect, it } from 'vitest';
import { anchorsIn, blockCommandsIn, blocksIn, inlineCommandsIn, linksIn, wordsOf } from './markdown.mjs';

const PAGE = `# What it *does*, and \`why\`

See [the other](other.md#part), ![a picture](images/a.png) and <a href="third.md">a third</a>, but not \`[this](that.md)\`.

## Part
## Part

\`\`\`sh
orrery list            # what there is
$ orrery run ridge \\
    samples=20 --name "two words"

# a remark of its own
\`\`\`

\`\`\`ts
const orrery = 'no command';
\`\`\`

Say \`orrery doctor\`, \`orrery\` or \`samples=20\`.
`;

describe('a document', () => {
  it('gives its links, those in HTML included and those in code not', () => {
    expect(linksIn(PAGE).sort()).toEqual(['images/a.png', 'other.md#part', 'third.md']);
  });

  it('gives the anchors of its headings, repeated ones numbered', () => {
    expect([...anchorsIn(PAGE)]).toEqual(['what-it-does-and-why', 'part', 'part-1']);
  });

  it('gives the commands of its shell blocks, one a line', () => {
    expect(blockCommandsIn(PAGE)).toEqual(['orrery list', 'orrery run ridge samples=20 --name "two words"']);
    expect(blocksIn(PAGE).map(({ language }) => language)).toEqual(['sh', 'ts']);
  });

  it('gives the commands in its sentences', () => {
    expect(inlineCommandsIn(PAGE)).toEqual(['orrery doctor']);
  });
});

it('splits a command into words as a shell does', () => {
  expect(wordsOf(`x --where "a = 'b c'" "d"'e'`)).toEqual(['x', '--where', "a = 'b c'", 'de']);
  expect(wordsOf(`orrery results --sql "select 1"  a='b c'`)).toEqual([
    'orrery',
    'results',
    '--sql',
    'select 1',
    'a=b c',
  ]);
});
