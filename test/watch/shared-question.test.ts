import { expect, test } from 'vitest';
import { SharedQuestion } from '../../src/watch/shared-question.ts';

/** A question whose answers are how often it was put, each given when the test says so. */
function asked() {
  const answers: (() => void)[] = [];
  const question = new SharedQuestion(
    () =>
      new Promise<number>((resolve) => {
        const count = answers.length + 1;
        answers.push(() => resolve(count));
      }),
  );
  return { question, answers };
}

/** Lets so many microtasks pass. */
async function microtasks(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await undefined;
}

test('who asks while a question is under way shares the next one', async () => {
  const { question, answers } = asked();
  const first = question.answer();
  const second = question.answer();
  const third = question.answer();
  expect(answers).toHaveLength(1);
  answers[0]?.();
  expect(await first).toBe(1);
  await microtasks(10);
  answers[1]?.();
  expect(await Promise.all([second, third])).toEqual([2, 2]);
});

test('nobody is given the answer to a question that was put before the call, whenever that is', async () => {
  for (let before = 0; before < 10; before += 1) {
    for (let after = 0; after < 10; after += 1) {
      const { question, answers } = asked();
      const waiting = [question.answer(), question.answer()];
      answers[0]?.();
      await microtasks(before);
      waiting.push(question.answer());
      await microtasks(after);
      const put = answers.length;
      const late = question.answer();
      for (let i = 0; i < 40; i += 1) {
        for (const answer of answers) answer();
        await microtasks(1);
      }
      expect(await late).toBeGreaterThan(put);
      await Promise.all(waiting);
    }
  }
});
