import { expect, it } from 'vitest';
import { table } from './table.ts';

it('aligns columns by their widest cell and leaves no blanks at line ends', () => {
  expect(
    table(
      ['user', 'role'],
      [
        ['ana@example.org', 'user'],
        ['b', 'admin'],
      ],
    ),
  ).toBe(['user             role', '───────────────  ─────', 'ana@example.org  user', 'b                admin'].join('\n'));
});
