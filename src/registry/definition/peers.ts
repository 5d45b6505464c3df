import type { Node } from '../../../schemas/core/v1/node.ts';
import type { Pod } from '../../../schemas/core/v1/pod.ts';
import type { Secret } from '../../../schemas/core/v1/secret.ts';
import type { PodDisruptionBudget } from '../../../schemas/policy/v1/pod-disruption-budget.ts';
import type { StatusError } from '../../apimachinery/status-error.ts';
import type { TokenAuthenticator } from '../../auth/authentication/token-authenticator.ts';
import type { Authorizer } from '../../auth/authorization/authorizer.ts';
import type { ObjectClient } from './object-client.ts';
import type { RequestContext } from './request-context.ts';

/** What actions ask of other kinds, and of the server. Kinds never import each other: the server hands an action what it asks. */
export interface Peers {
  readonly disruptionBudgets: DisruptionBudgets;
  readonly tokens: TokenAuthenticator;
  readonly authorizer: Authorizer;
  /** Signs tokens of service accounts; undefined where the server has nothing to sign them with. */
  readonly serviceAccountTokens: ServiceAccountTokenIssuer | undefined;
  /** The pods in the namespace of a request. */
  pods(request: RequestContext): ObjectClient<Pod>;
  /** The secrets in the namespace of a request. */
  secrets(request: RequestContext): ObjectClient<Secret>;
  /** The nodes. */
  nodes(request: RequestContext): ObjectClient<Node>;
}

/** Signs tokens of service accounts. */
export interface ServiceAccountTokenIssuer {
  /** For whom a token is that names nobody: for the server. */
  readonly audiences: readonly string[];
  /** How many seconds a token may last; undefined for any number. */
  readonly maxExpirationSeconds: number | undefined;
  /** Whether tokens of pods that ask for the seconds of the kubelet's default last a year, so that old clients go on working. */
  readonly extendsExpiration: boolean;
  /** Signs a token that ends after so many seconds, with its account, and with what it is bound to. Resolves to it. */
  sign(terms: {
    readonly claims: {
      readonly namespace: string;
      readonly account: BoundObject;
      readonly pod?: BoundObject | undefined;
      readonly secret?: BoundObject | undefined;
      readonly node?: BoundObject | undefined;
    };
    readonly audiences: readonly string[];
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly expirationSeconds: number;
    /** After how many seconds it should be replaced, where that is sooner. */
    readonly warnAfterSeconds: number | undefined;
  }): Promise<string>;
}

/** An object that a token names. */
export interface BoundObject {
  readonly name: string;
  readonly uid?: string | undefined;
}

/** The budgets that say how many pods may be evicted at a time. Every call may reject with a StatusError. */
export interface DisruptionBudgets {
  /** The budgets of a namespace whose selector takes in a pod with these labels. */
  covering(
    namespace: string | undefined,
    labels: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<readonly PodDisruptionBudget[]>;

  /**
   * Takes one disruption from a budget, for a pod that is about to go.
   * @throws StatusError 429 where the budget has none left or its controller has not caught up, 403 where its status makes no sense.
   */
  takeDisruption(budget: PodDisruptionBudget, pod: string, options: TakeDisruptionOptions): Promise<void>;

  /** 429: what a budget allows cannot be said yet. */
  stillProcessed(budget: PodDisruptionBudget): StatusError;
}

/** How a disruption is taken. */
export interface TakeDisruptionOptions {
  readonly dryRun: boolean;
  readonly signal: AbortSignal | undefined;
}
