import { joinedErrors } from '../../apimachinery/joined-errors.ts';

/**
 * The first answer that one of several gives who are asked in turn, undefined where none has any. Who fails leaves others to speak; where
 * none does, all that went wrong is thrown in one Error (kube-apiserver's unions of authenticators). Answers at once as long as all do.
 */
export function firstOf<Asked, Answer>(
  several: readonly Asked[],
  ask: (one: Asked) => Answer | undefined | Promise<Answer | undefined>,
  errors: readonly string[] = [],
): Answer | undefined | Promise<Answer | undefined> {
  const [first, ...others] = several;
  if (first === undefined) {
    if (errors.length > 0) throw new Error(joinedErrors(errors));
    return undefined;
  }
  const failed = (error: unknown): Answer | undefined | Promise<Answer | undefined> =>
    firstOf(others, ask, [...errors, error instanceof Error ? error.message : String(error)]);
  let answer: Answer | undefined | Promise<Answer | undefined>;
  try {
    answer = ask(first);
  } catch (error) {
    return failed(error);
  }
  if (answer instanceof Promise) return answer.then((given) => given ?? firstOf(others, ask, errors), failed);
  return answer ?? firstOf(others, ask, errors);
}
