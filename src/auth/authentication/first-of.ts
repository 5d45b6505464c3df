import { joinedErrors } from '../../apimachinery/joined-errors.ts';

/**
 * The first answer that one of several gives who are asked in turn, undefined where none has any. Who fails leaves others to speak; where
 * none does, all that went wrong is thrown in one Error (kube-apiserver's unions of authenticators). Answers at once as long as all do.
 */
export function firstOf<Asked, Answer>(
  several: readonly Asked[],
  ask: (one: Asked) => Answer | undefined | Promise<Answer | undefined>,
): Answer | undefined | Promise<Answer | undefined> {
  let errors: readonly Error[] = [];
  for (let at = 0; at < several.length; at++) {
    let answer: Answer | undefined | Promise<Answer | undefined>;
    try {
      answer = ask(several[at] as Asked);
    } catch (error) {
      errors = [...errors, asError(error)];
      continue;
    }
    if (answer instanceof Promise) return firstLater(answer, several.slice(at + 1), ask, errors);
    if (answer !== undefined) return answer;
  }
  if (errors.length > 0) throw joined(errors);
  return undefined;
}

async function firstLater<Asked, Answer>(
  first: Promise<Answer | undefined>,
  others: readonly Asked[],
  ask: (one: Asked) => Answer | undefined | Promise<Answer | undefined>,
  before: readonly Error[],
): Promise<Answer | undefined> {
  const errors = [...before];
  const heard = async (answer: () => Answer | undefined | Promise<Answer | undefined>): Promise<Answer | undefined> => {
    try {
      return await answer();
    } catch (error) {
      errors.push(asError(error));
      return undefined;
    }
  };
  let found = await heard(() => first);
  for (const other of others) {
    if (found !== undefined) break;
    found = await heard(() => ask(other));
  }
  if (found === undefined && errors.length > 0) throw joined(errors);
  return found;
}

/** One error stands for itself: to make another costs more than all the rest. */
function joined(errors: readonly Error[]): Error {
  const [only, ...more] = errors;
  if (only !== undefined && more.length === 0) return only;
  return new Error(joinedErrors(errors.map(({ message }) => message)));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
