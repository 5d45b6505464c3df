import { parse } from 'yaml';
import { discoveryUrlOf, OPENID_ALGORITHMS, type OpenIdProvider } from './openid/openid-provider.ts';

/** What the file of `--authentication-config` says. */
export interface AuthenticationConfiguration {
  readonly providers: readonly OpenIdProvider[];
  /** Undefined where the file says nothing of it. */
  readonly anonymous: AnonymousConfiguration | undefined;
}

/** Who may ask without saying who they are. */
export interface AnonymousConfiguration {
  readonly enabled: boolean;
  /** The paths that they may ask for; undefined for all. */
  readonly paths: readonly string[] | undefined;
}

const VERSIONS = ['v1', 'v1beta1'].map((version) => `apiserver.config.k8s.io/${version}`);

/**
 * Reads an AuthenticationConfiguration (KEP-3331). What this server does not have, such as expressions in CEL, is refused by its place.
 * @throws Error
 */
export function parseAuthenticationConfiguration(text: string): AuthenticationConfiguration {
  const config = new Fields(parse(text), '');
  config.only(['apiVersion', 'kind', 'jwt', 'anonymous']);
  if (config.text('kind') !== 'AuthenticationConfiguration')
    throw new Error('kind: is not AuthenticationConfiguration');
  if (!VERSIONS.includes(config.text('apiVersion') ?? ''))
    throw new Error(`apiVersion: is none of ${VERSIONS.join(', ')}`);
  const providers = config.list('jwt').map(providerOf);
  for (const [i, { issuer }] of providers.entries()) {
    const first = providers.findIndex((other) => other.issuer === issuer);
    if (first !== i) throw new Error(`jwt[${i}].issuer.url: is that of jwt[${first}], too`);
  }
  return { providers, anonymous: anonymousOf(config) };
}

function anonymousOf(config: Fields): AnonymousConfiguration | undefined {
  const anonymous = config.part('anonymous');
  if (anonymous === undefined) return undefined;
  anonymous.only(['enabled', 'conditions']);
  const enabled = anonymous.flag('enabled');
  const conditions = anonymous.list('conditions').map((condition) => {
    condition.only(['path']);
    return condition.required('path');
  });
  if (!enabled && conditions.length > 0) throw new Error('anonymous.conditions: there are none where enabled is false');
  return { enabled, paths: conditions.length > 0 ? conditions : undefined };
}

function providerOf(jwt: Fields): OpenIdProvider {
  jwt.only(['issuer', 'claimValidationRules', 'claimMappings'], ['userValidationRules']);
  const issuer = jwt.requiredPart('issuer');
  issuer.only(
    ['url', 'discoveryURL', 'certificateAuthority', 'audiences', 'audienceMatchPolicy'],
    ['egressSelectorType'],
  );
  const url = issuer.https('url');
  const audiences = issuer.texts('audiences');
  if (audiences.length === 0) throw new Error(`${issuer.at('audiences')}: is missing`);
  const policy = issuer.text('audienceMatchPolicy') ?? '';
  if (policy !== 'MatchAny' && (policy !== '' || audiences.length > 1)) {
    throw new Error(`${issuer.at('audienceMatchPolicy')}: has to be MatchAny where there are several audiences`);
  }
  const mappings = jwt.requiredPart('claimMappings');
  mappings.only(['username', 'groups', 'uid'], ['extra']);
  const username = mappings.requiredPart('username');
  const uid = mappings.part('uid');
  uid?.only(['claim'], ['expression']);
  return {
    issuer: url,
    discoveryUrl: issuer.text('discoveryURL') === undefined ? discoveryUrlOf(url) : issuer.https('discoveryURL'),
    audiences,
    certificateAuthority: issuer.text('certificateAuthority'),
    algorithms: OPENID_ALGORITHMS,
    claims: {
      username: prefixedClaim(username),
      groups: optional(mappings.part('groups'), prefixedClaim),
      uid: uid?.required('claim'),
    },
    requiredClaims: new Map(
      jwt.list('claimValidationRules').map((rule) => {
        rule.only(['claim', 'requiredValue'], ['expression', 'message']);
        return [rule.required('claim'), rule.text('requiredValue') ?? ''];
      }),
    ),
  };
}

/** A claim and what stands before its value; that has to be said, be it nothing. */
function prefixedClaim(mapping: Fields): { readonly claim: string; readonly prefix: string } {
  mapping.only(['claim', 'prefix'], ['expression']);
  const prefix = mapping.text('prefix');
  if (prefix === undefined) throw new Error(`${mapping.at('prefix')}: is missing; it may be ""`);
  return { claim: mapping.required('claim'), prefix };
}

function optional<T>(part: Fields | undefined, read: (part: Fields) => T): T | undefined {
  return part === undefined ? undefined : read(part);
}

/** The fields of a part of the file, which knows its place for whatever is wrong with them. */
class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Error(`${place === '' ? 'the file' : place}: has no fields`);
    }
    this.#fields = value as Record<string, unknown>;
    this.#place = place;
  }

  at(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }

  /** Refuses fields that are not known, and those that are known but not supported. */
  only(known: readonly string[], unsupported: readonly string[] = []): void {
    for (const name of Object.keys(this.#fields)) {
      if (unsupported.includes(name))
        throw new Error(`${this.at(name)}: is not supported by this version of podledger`);
      if (!known.includes(name)) throw new Error(`${this.at(name)}: there is no such field`);
    }
  }

  text(name: string): string | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw new Error(`${this.at(name)}: is no text`);
    return value;
  }

  required(name: string): string {
    const value = this.text(name) ?? '';
    if (value === '') throw new Error(`${this.at(name)}: is missing`);
    return value;
  }

  https(name: string): string {
    const value = this.required(name);
    if (!URL.canParse(value) || new URL(value).protocol !== 'https:') {
      throw new Error(`${this.at(name)}: is no URL with the scheme https`);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (typeof value !== 'boolean') throw new Error(`${this.at(name)}: is neither true nor false`);
    return value;
  }

  texts(name: string): readonly string[] {
    return this.#items(name).map((value, i) => {
      if (typeof value !== 'string') throw new Error(`${this.at(name)}[${i}]: is no text`);
      return value;
    });
  }

  list(name: string): readonly Fields[] {
    return this.#items(name).map((value, i) => new Fields(value, `${this.at(name)}[${i}]`));
  }

  part(name: string): Fields | undefined {
    const value = this.#fields[name];
    return value === undefined || value === null ? undefined : new Fields(value, this.at(name));
  }

  requiredPart(name: string): Fields {
    const part = this.part(name);
    if (part === undefined) throw new Error(`${this.at(name)}: is missing`);
    return part;
  }

  #items(name: string): readonly unknown[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw new Error(`${this.at(name)}: is no list`);
    return value;
  }
}
