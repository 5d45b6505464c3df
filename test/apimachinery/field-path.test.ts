import { describe, expect, it } from 'vitest';
import { FieldPath } from '../../src/apimachinery/field-path.ts';

describe('FieldPath', () => {
  it('prints members, entries of lists and entries of maps as Kubernetes does', () => {
    expect(String(FieldPath.of('spec'))).toBe('spec');
    expect(String(FieldPath.of('spec').child('containers').index(2).child('image'))).toBe('spec.containers[2].image');
    expect(String(FieldPath.of('metadata').child('annotations').key('example.com/key'))).toBe(
      'metadata.annotations[example.com/key]',
    );
  });

  it('leaves the path it is derived from as it was', () => {
    const status = FieldPath.of('status');
    status.child('podIPs').index(0);
    expect(String(status.child('phase'))).toBe('status.phase');
  });
});
