import { describe, expect, it } from 'vitest';
import { exactAmount, rememberAmount, withDefaults } from '../../src/apimachinery/exact-amounts.ts';

const HUGE = '1000000000000000000000000';

function listOf(name: string, sent: string, canonical: string): Record<string, string> {
  const list = { [name]: canonical };
  rememberAmount(list, name, sent, canonical);
  return list;
}

describe('an amount of a list', () => {
  it('is what was sent where its canonical form says less', () => {
    expect(exactAmount(listOf('memory', HUGE, '1'), 'memory')).toBe(HUGE);
  });

  it('stands as it is where that says all', () => {
    expect(exactAmount(listOf('memory', '1.5Gi', '1536Mi'), 'memory')).toBe('1536Mi');
  });

  it('is no more what was sent once it is another', () => {
    const list = listOf('memory', HUGE, '1');
    list.memory = '2';
    expect(exactAmount(list, 'memory')).toBe('2');
  });

  it('is none where the list has none', () => {
    expect(exactAmount({}, 'constructor')).toBeUndefined();
    expect(exactAmount(undefined, 'memory')).toBeUndefined();
  });

  it('is passed on to the list that has it by default, which keeps its own', () => {
    const limits = listOf('memory', HUGE, '1');
    expect(exactAmount(withDefaults({}, limits), 'memory')).toBe(HUGE);
    expect(exactAmount(withDefaults({ memory: '1' }, limits), 'memory')).toBe('1');
    expect(exactAmount(withDefaults(limits, { memory: '7' }), 'memory')).toBe(HUGE);
  });
});
