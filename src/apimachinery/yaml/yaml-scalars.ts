import type { ScalarTag } from 'yaml';

// What may be a number. Digits may be set off by underscores.
const NUMBER =
  /^[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?[\d_]+)?|\.[\d_]+(?:[eE][-+]?[\d_]+)?|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/;

/**
 * How kube-apiserver's YAML parser reads a plain scalar: YAML 1.1, of which it has made its own selection. `yes` and `on` are
 * booleans; `0644` and `0o644` are octal, `1_000` is a thousand; times, numbers in base 60 and what no double can hold stay
 * text.
 */
export const YAML_SCALARS: readonly ScalarTag[] = [
  { tag: 'tag:yaml.org,2002:null', default: true, test: /^(?:~|[Nn]ull|NULL)?$/, resolve: () => null },
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: /^(?:[Yy]|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON|[Nn]|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: (text) => /^(?:[Yy]|[Tt]|[Oo][Nn]$)/.test(text),
  },
  { tag: 'tag:yaml.org,2002:int', default: true, test: NUMBER, resolve: numberOrText },
  { tag: 'tag:yaml.org,2002:float', resolve: numberOrText },
  {
    tag: 'tag:yaml.org,2002:binary',
    resolve: (text, fail) => {
      const base64 = text.replace(/\s/g, '');
      const isBase64 = base64.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(base64);
      if (!isBase64) fail('!!binary value contains invalid base64 data');
      return Buffer.from(base64, 'base64').toString();
    },
  },
];

const INTEGER = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const SPECIAL: ReadonlyMap<string, number> = new Map(
  ['inf', 'Inf', 'INF'].flatMap((word): [string, number][] => [
    [`.${word}`, Number.POSITIVE_INFINITY],
    [`+.${word}`, Number.POSITIVE_INFINITY],
    [`-.${word}`, Number.NEGATIVE_INFINITY],
  ]),
);
const NOT_A_NUMBER = new Set(['.nan', '.NaN', '.NAN']);
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

/** The number that a scalar stands for: a bigint where it is an integer of at most 64 bits; the text itself where it is none. */
function numberOrText(text: string): number | bigint | string {
  const special = NOT_A_NUMBER.has(text) ? Number.NaN : SPECIAL.get(text);
  if (special !== undefined) return special;
  const digits = text.replaceAll('_', '');
  const [, sign, magnitude] = INTEGER.exec(digits) ?? [];
  if (magnitude !== undefined) {
    // `0644` is octal, which BigInt does not read without its letter.
    const absolute = BigInt(/^0\d/.test(magnitude) ? `0o${magnitude}` : magnitude);
    const integer = sign === '-' ? -absolute : absolute;
    if (integer >= MIN_INT64 && integer <= MAX_UINT64) return integer;
  }
  const float = FLOAT.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(float) ? float : text;
}

const CORE = 'tag:yaml.org,2002:';

/** Why a scalar with a tag of its own is no value of that tag; undefined where it is one, or the tag says nothing of it. */
export function tagProblem(tag: string, text: string): string | undefined {
  const wanted = tag.startsWith(CORE) ? tag.slice(CORE.length) : '';
  if (!['null', 'bool', 'int', 'float'].includes(wanted)) return undefined;
  const found = plainTag(text);
  if (found === wanted || (found === 'int' && wanted === 'float')) return undefined;
  return `cannot decode !!${found} \`${text}\` as a !!${wanted}`;
}

/** What a plain scalar without a tag is. */
function plainTag(text: string): string {
  const tag = YAML_SCALARS.find(({ test }) => test?.test(text))?.tag.slice(CORE.length);
  if (tag !== 'int') return tag ?? 'str';
  const value = numberOrText(text);
  return typeof value === 'string' ? 'str' : typeof value === 'bigint' ? 'int' : 'float';
}
