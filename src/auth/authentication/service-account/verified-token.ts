import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import { type Need, needsOf } from './bound-objects.ts';
import type { ClaimedObject, ServiceAccountClaims, TokenPayload } from './claims.ts';
import { userOf } from './user-of.ts';

/** A token whose signature is good. */
export interface VerifiedToken {
  readonly payload: Partial<Pick<TokenPayload, 'exp' | 'nbf' | 'iat'>>;
  /** With what it ends. */
  readonly needs: readonly Need[];
  readonly audiences: readonly string[];
  readonly user: UserInfo;
  /** Whether it still holds. */
  readonly holds: () => boolean;
}

type Holds = (token: Pick<VerifiedToken, 'payload' | 'needs'>) => boolean;

/**
 * Reads what a token with a good signature says. One that names no audience is for the server's own. Undefined where a time is no number:
 * such a token would never end.
 */
export function readPayload(
  payload: unknown,
  ownAudiences: readonly string[],
  holds: Holds,
): VerifiedToken | undefined {
  const all = recordOf(payload);
  const given = TIMES.filter((name) => (all[name] ?? undefined) !== undefined);
  if (given.some((name) => typeof all[name] !== 'number')) return undefined;
  const own = recordOf(all['kubernetes.io']);
  const claims: ServiceAccountClaims = {
    namespace: textOf(own.namespace),
    account: objectOf(own.serviceaccount) ?? { name: '' },
    pod: objectOf(own.pod),
    secret: objectOf(own.secret),
    node: objectOf(own.node),
  };
  const audiences = textsOf(all.aud);
  const times = Object.fromEntries(given.map((name) => [name, all[name]]));
  const needs = needsOf(claims);
  return {
    payload: times,
    needs,
    audiences: audiences.length > 0 ? audiences : ownAudiences,
    user: userOf(claims, textOf(all.jti)),
    holds: () => holds({ payload: times, needs }),
  };
}

const TIMES = ['exp', 'nbf', 'iat'] as const;

function objectOf(value: unknown): ClaimedObject | undefined {
  if (value === undefined || value === null) return undefined;
  const { name, uid } = recordOf(value);
  return { name: textOf(name), ...(textOf(uid) !== '' && { uid: textOf(uid) }) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}
