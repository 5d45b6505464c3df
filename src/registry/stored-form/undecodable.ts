import { StatusError } from '../../apimachinery/status-error.ts';

/** What is stored under a key is no object of the kind that it should be, or cannot be read. */
export class UndecodableError extends StatusError {
  constructor(why: string) {
    // As kube-apiserver answers it: in the words of its decoder, without a reason.
    super(500, undefined, why);
  }
}
