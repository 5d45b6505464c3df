import type { MessagePort } from 'node:worker_threads';
import type { UserInfo } from '../../schemas/authentication/v1/user-info.ts';
import type { PolicyRule } from '../../schemas/rbac/v1/role.ts';
import type { RoleRef } from '../../schemas/rbac/v1/role-binding.ts';
import { internalError, StatusError } from '../apimachinery/status-error.ts';
import type { AuthorizationAttributes, Decision } from '../auth/authorization/authorizer.ts';
import type { HeldRules } from '../auth/authorization/rbac/held-rules.ts';
import type { WriterRights } from '../auth/authorization/rbac/writer-rights.ts';

/** What the thread of long requests asks about whoever sent one. */
type Question =
  | { readonly method: 'authorize'; readonly attributes: AuthorizationAttributes }
  | { readonly method: 'heldRules'; readonly user: UserInfo; readonly namespace: string }
  | { readonly method: 'rulesOf'; readonly role: RoleRef; readonly namespace: string };

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  /** A StatusError, whose class does not come through a port. */
  readonly refusal?: StatusError['status'];
}

/** Answers what is asked about writers on the other side of a port. */
export function serveRights(rights: WriterRights, port: MessagePort): void {
  port.on('message', ({ id, ...question }: Question & { readonly id: number }) => {
    perform(rights, question).then(
      (result) => port.postMessage({ id, result } satisfies Answer),
      (error: unknown) => {
        const { status } = error instanceof StatusError ? error : internalError();
        port.postMessage({ id, refusal: status } satisfies Answer);
      },
    );
  });
}

async function perform(rights: WriterRights, question: Question): Promise<unknown> {
  switch (question.method) {
    case 'authorize':
      return rights.authorize(question.attributes, undefined);
    case 'heldRules':
      return rights.heldRules(question.user, question.namespace, undefined);
    case 'rulesOf':
      return rights.rulesOf(question.role, question.namespace, undefined);
  }
}

/** What another thread knows about writers. */
export function remoteRights(port: MessagePort): WriterRights {
  const pending = new Map<number, (answer: Answer) => void>();
  let questions = 0;
  port.on('message', (answer: Answer) => {
    pending.get(answer.id)?.(answer);
    pending.delete(answer.id);
  });
  const ask = (question: Question): Promise<unknown> => {
    questions += 1;
    const id = questions;
    return new Promise((resolve, reject) => {
      pending.set(id, ({ result, refusal }) => {
        if (refusal === undefined) resolve(result);
        else reject(new StatusError(refusal.code ?? 500, refusal.reason, refusal.message ?? '', refusal.details));
      });
      port.postMessage({ id, ...question });
    });
  };
  return {
    authorize: (attributes) => ask({ method: 'authorize', attributes }) as Promise<Decision>,
    heldRules: (user, namespace) => ask({ method: 'heldRules', user, namespace }) as Promise<HeldRules>,
    rulesOf: (role, namespace) =>
      ask({ method: 'rulesOf', role, namespace }) as Promise<readonly PolicyRule[] | undefined>,
  };
}
