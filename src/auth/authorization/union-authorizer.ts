import { joinedErrors } from '../../apimachinery/joined-errors.ts';
import type { AuthorizationAttributes, Authorizer, Decision, Rules } from './authorizer.ts';

/**
 * Asks one authorizer after the other; the first that has an opinion decides. Where none has, their reasons stand in lines, and what
 * went wrong is told. Lists of rights are joined (kube-apiserver's union of authorizers).
 */
export function unionAuthorizer(authorizers: readonly Authorizer[]): Authorizer {
  const from = (
    first: number,
    attributes: AuthorizationAttributes,
    signal: AbortSignal | undefined,
    heard: readonly Decision[],
  ): Decision | Promise<Decision> => {
    let all = heard;
    let at = first;
    for (const authorizer of first === 0 ? authorizers : authorizers.slice(first)) {
      at++;
      const next = at;
      const decision = authorizer.authorize(attributes, signal);
      if (decision instanceof Promise) {
        const before = all;
        return decision.then((decided) =>
          decided.outcome === 'NoOpinion' ? from(next, attributes, signal, [...before, decided]) : decided,
        );
      }
      if (decision.outcome !== 'NoOpinion') return decision;
      // What says nothing need not be remembered, so that the common case makes no list.
      if (decision.reason !== '' || decision.error !== undefined) all = [...all, decision];
    }
    return noOpinion(all);
  };
  return {
    authorize: (attributes, signal) => from(0, attributes, signal, []),
    async rulesFor(user, namespace, signal) {
      const rules: Rules[] = [];
      for (const authorizer of authorizers) rules.push(await authorizer.rulesFor(user, namespace, signal));
      const errors = rules.flatMap(({ error }) => error ?? []);
      return {
        resourceRules: rules.flatMap(({ resourceRules }) => resourceRules),
        nonResourceRules: rules.flatMap(({ nonResourceRules }) => nonResourceRules),
        incomplete: rules.some(({ incomplete }) => incomplete),
        ...(errors.length > 0 && { error: joinedErrors(errors) }),
      };
    },
  };
}

function noOpinion(heard: readonly Decision[]): Decision {
  const errors = heard.flatMap(({ error }) => error ?? []);
  return {
    outcome: 'NoOpinion',
    reason: heard.flatMap(({ reason }) => (reason === '' ? [] : [reason])).join('\n'),
    ...(errors.length > 0 && { error: joinedErrors(errors) }),
  };
}
