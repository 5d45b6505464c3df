import { joinedErrors } from '../../apimachinery/joined-errors.ts';

/**
 * The first answer that one of several gives who are asked in turn, undefined where none has any. Who fails leaves others to speak; where
 * none does, all that went wrong is thrown in one Error (kube-apiserver's unions of authenticators). Answers at once as long as all do.
 */
export function firstOf<Asked, Answer>(
  several: readonly Asked[],
  ask: (one: Asked) => Answer | undefined | Promise<Answer | undefined>,
): Answer | undefined | Promise<Answer | undefined> {
  let errors: string[] | undefined;
  for (let at = 0; at < several.length; at++) {
    let answer: Answer | undefined | Promise<Answer | undefined>;
    try {
      answer = ask(several[at] as Asked);
    } catch (error) {
      errors = [...(errors ?? []), messageOf(error)];
      continue;
    }
    if (answer instanceof Promise) return firstLater(answer, several.slice(at + 1), ask, errors ?? []);
    if (answer !== undefined) return answer;
  }
  if (errors !== undefined) throw new Error(joinedErrors(errors));
  return undefined;
}

async function firstLater<Asked, Answer>(
  first: Promise<Answer | undefined>,
  others: readonly Asked[],
  ask: (one: Asked) => Answer | undefined | Promise<Answer | undefined>,
  before: readonly string[],
): Promise<Answer | undefined> {
  const errors = [...before];
  const heard = async (answer: () => Answer | undefined | Promise<Answer | undefined>): Promise<Answer | undefined> => {
    try {
      return await answer();
    } catch (error) {
      errors.push(messageOf(error));
      return undefined;
    }
  };
  let found = await heard(() => first);
  for (const other of others) {
    if (found !== undefined) break;
    found = await heard(() => ask(other));
  }
  if (found === undefined && errors.length > 0) throw new Error(joinedErrors(errors));
  return found;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
