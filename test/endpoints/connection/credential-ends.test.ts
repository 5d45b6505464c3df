import { expect, test } from 'vitest';
import { CredentialEnds } from '../../../src/endpoints/connection/credential-ends.ts';
import { fakeClock } from '../../support/fake-clock.ts';

test('what follows credentials ends within a second of them, once', () => {
  const clock = fakeClock();
  const ends = new CredentialEnds(clock);
  const ended: string[] = [];
  let holds = true;
  ends.follow(
    () => holds,
    () => ended.push('a'),
  );
  ends.follow(
    () => true,
    () => ended.push('b'),
  );
  clock.pass(5000);
  expect(ended).toEqual([]);
  holds = false;
  clock.pass(1000);
  expect(ended).toEqual(['a']);
  clock.pass(5000);
  expect(ended).toEqual(['a']);
});

test('credentials that many follow are asked once a second, and not at all when nobody follows', () => {
  const clock = fakeClock();
  const ends = new CredentialEnds(clock);
  let asked = 0;
  const holds = (): boolean => {
    asked++;
    return true;
  };
  const forget = Array.from({ length: 3 }, () => ends.follow(holds, () => {}));
  clock.pass(1000);
  expect(asked).toBe(1);
  for (const each of forget) each();
  clock.pass(10_000);
  expect(asked).toBe(1);
});
