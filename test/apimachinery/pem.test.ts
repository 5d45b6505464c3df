import { describe, expect, it } from 'vitest';
import { pemBlocks } from '../../src/apimachinery/pem.ts';

describe('the blocks of a PEM document', () => {
  it('come in order, whatever stands between them', () => {
    const a = '-----BEGIN A-----\nAAAA\n-----END A-----';
    const b = '-----BEGIN B C-----\r\n-----END B C-----';
    expect(pemBlocks(`x\n${a}\ny${b}\n`)).toEqual([
      { type: 'A', text: a },
      { type: 'B C', text: b },
    ]);
  });

  it.each(['', 'x', '-----BEGIN A-----\n', '-----END A-----\n', '-----BEGIN A-----\n-----END B-----'])(
    '%j has none',
    (text) => {
      expect(pemBlocks(text)).toEqual([]);
    },
  );

  it('do not hide behind a block that never ends', () => {
    const a = '-----BEGIN A-----\n-----END A-----';
    expect(pemBlocks(`-----BEGIN B-----\n${a}`)).toEqual([{ type: 'A', text: a }]);
  });
});
