import { rawJson } from './raw-json.ts';

/** A number whose text matters, because a double does not hold it exactly or because it is not a plain integer. */
export class JsonNumber {
  /** As it stands in the document. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Written into JSON again, it is the same text. */
  toJSON(): unknown {
    return rawJson(this.text);
  }
}
