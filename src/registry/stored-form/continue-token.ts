import { goQuote } from '../../apimachinery/go-quote.ts';
import { badRequest } from '../../apimachinery/status-error.ts';

/** Where a list goes on that was answered in part. */
export interface Continuation {
  /** The revision of the first page; -1 for the newest state, which a client accepts where that revision is gone. */
  readonly revision: number;
  /** The first key that was not looked at, without the prefix of the list's keys. */
  readonly start: string;
}

const VERSION = 'meta.k8s.io/v1';

/** Writes a continue token, in kube-apiserver's form: base64url of JSON. To clients it is opaque. */
export function continueToken({ revision, start }: Continuation): string {
  return Buffer.from(JSON.stringify({ v: VERSION, rv: revision, start })).toString('base64url');
}

/** Reads a continue token. @throws StatusError 400 where it is none. */
export function parseContinueToken(token: string): Continuation {
  const { v, rv, start } = parsed(decoded(token));
  if (v !== VERSION) throw notValid(`: server does not recognize this encoded version ${String(v ?? '')}`);
  if (typeof rv !== 'number' || !Number.isSafeInteger(rv) || rv === 0) {
    throw notValid(`: incorrect encoded start resourceVersion (version ${VERSION})`);
  }
  if (typeof start !== 'string' || start === '') throw notValid(`: encoded start key empty (version ${VERSION})`);
  // A token names a place in the list that is asked for and none outside it.
  const key = start.startsWith('/') ? start.slice(1) : start;
  if (key.split('/').some((part) => part === '' || part === '.' || part === '..')) throw notValid(`: ${start}`);
  return { revision: rv, start: key };
}

function decoded(token: string): string {
  const wrong = token.search(/[^A-Za-z0-9_-]/);
  const illegal = wrong >= 0 ? wrong : token.length % 4 === 1 ? token.length - 1 : undefined;
  if (illegal !== undefined) throw notValid(`: illegal base64 data at input byte ${illegal}`);
  return Buffer.from(token, 'base64url').toString('latin1');
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'latin1').toString());
  } catch {
    const [first] = text.trimStart();
    throw notValid(
      first === undefined
        ? ': unexpected end of JSON input'
        : `: invalid character '${goQuote(first).slice(1, -1)}' looking for beginning of value`,
    );
  }
  if (typeof value !== 'object' || value === null) throw notValid(': json: cannot unmarshal into Go value');
  return value as Readonly<Record<string, unknown>>;
}

function notValid(why: string): Error {
  return badRequest(`invalid continue token: continue key is not valid${why}`);
}
