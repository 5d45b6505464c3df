/** Where a decoder is in a document, and what it has met on the way. One per document. */
export class DecodeContext {
  /** The keys met so far, known and unknown. */
  keys = 0;
  /** What a strict reading refuses, in order: `unknown field "status.surprise"`. */
  readonly strictErrors: string[] = [];
  /** The names and positions that lead to the value being decoded. */
  readonly path: (string | number)[] = [];

  /** Notes a field that the schema does not have. */
  unknownField(name: string): void {
    if (this.strictErrors.length < MAX_STRICT_ERRORS) {
      this.strictErrors.push(`unknown field "${strictPath([...this.path, name])}"`);
    }
  }

  /** The error of a value whose JSON type does not fit; thrown by the caller. */
  typeError(value: string, owner: string, type: string): DecodeError {
    const fields = this.path.filter((part) => typeof part === 'string');
    const where = fields.length === 0 ? 'value' : `struct field ${owner}.${fields.join('.')}`;
    return new DecodeError(`json: cannot unmarshal ${value} into Go ${where} of type ${type}`);
  }
}

// As in kube-apiserver: a body of nothing but unknown fields is not answered with as many complaints.
export const MAX_STRICT_ERRORS = 100;

/** A place as strict decoding writes it: `status.conditions[0].colour`. */
export function strictPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** A value that cannot be decoded; the message is in the words of Go's encoding/json. */
export class DecodeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DecodeError';
  }
}
