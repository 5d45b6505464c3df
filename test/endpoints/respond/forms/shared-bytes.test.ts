import { describe, expect, it } from 'vitest';
import { sharedBytes } from '../../../../src/endpoints/respond/forms/shared-bytes.ts';

const value = ['{"a":1}'];

describe('the bytes of a long text', () => {
  it('are there once for a version of an object', () => {
    const bytes = sharedBytes();
    const first = bytes({ value, revision: 1 }, 'über');
    expect(bytes({ value, revision: 1 }, 'über')).toBe(first);
    expect(first.bytes.toString()).toBe('über');
  });

  it('are others for another version, and with a separator', () => {
    const bytes = sharedBytes();
    bytes({ value, revision: 1 }, 'a');
    expect(bytes({ value, revision: 2 }, 'b').bytes.toString()).toBe('b');
    expect(bytes({ value, revision: 2 }, ',b').bytes.toString()).toBe(',b');
  });
});
