import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import { internalError, StatusError } from '../../apimachinery/status-error.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import { IMPERSONATION_MODES, type Impersonated } from './impersonation-modes.ts';
import { asking } from './user-rights.ts';
import type { WantedUser } from './wanted-user.ts';

// Of so many requestors is remembered which mode they use, as in kube-apiserver.
const REMEMBERED = 10_000;

/**
 * Finds out whether somebody may act as somebody else. All modes are tried until one allows it, first the one that last did for who asks;
 * where none does, the first refusal is told.
 */
export class Impersonator {
  readonly #authorizer: Authorizer;
  /** The place of the mode that last allowed something, by the name of who asked; the one longest not used goes first. */
  readonly #lastModes = new Map<string, number>();

  constructor(authorizer: Authorizer) {
    this.#authorizer = authorizer;
  }

  /** As whom a request is made. Rejects with StatusError 403. */
  async actAs(
    requestor: UserInfo,
    wanted: WantedUser,
    info: RequestInfo,
    signal: AbortSignal | undefined,
  ): Promise<Impersonated> {
    const { username = '' } = requestor;
    const ask = asking(this.#authorizer, signal);
    const last = this.#lastModes.get(username);
    let refused: StatusError | undefined;
    for (const place of last === undefined ? PLACES : [last, ...PLACES.filter((other) => other !== last)]) {
      const found = await IMPERSONATION_MODES[place]?.check(ask, requestor, wanted, info);
      if (found instanceof StatusError) refused ??= found;
      else if (found !== undefined) {
        this.#remember(username, place);
        return found;
      }
    }
    throw refused ?? internalError();
  }

  #remember(username: string, place: number): void {
    this.#lastModes.delete(username);
    this.#lastModes.set(username, place);
    if (this.#lastModes.size <= REMEMBERED) return;
    for (const oldest of this.#lastModes.keys()) {
      this.#lastModes.delete(oldest);
      return;
    }
  }
}

const PLACES = [...IMPERSONATION_MODES.keys()];
