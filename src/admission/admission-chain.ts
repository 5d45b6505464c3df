import { append } from '../apimachinery/append.ts';
import type { GroupVersionKind } from '../apimachinery/group-version-kind.ts';
import { withWarnings } from '../apimachinery/status-error.ts';
import type {
  AdmissionAttributes,
  AdmissionPlugin,
  AdmissionRequest,
  AdmissionTarget,
  AdmittedResource,
  Operation,
} from './admission.ts';

/** The plugins of a server, in order: all of them change or inspect, then all of them judge. */
export class AdmissionChain {
  readonly #plugins: readonly AdmissionPlugin[];
  readonly #plans = new Map<AdmittedResource, Map<Operation, Map<string, AdmissionPlan | undefined>>>();

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.#plugins = plugins;
  }

  /** The plugins that such a write concerns; undefined where there are none. Found out once. `kind` is that of what is brought. */
  planOf(
    operation: Operation,
    resource: AdmittedResource,
    subresource: string,
    kind: GroupVersionKind = resource.kind,
  ): AdmissionPlan | undefined {
    const plans = this.#plans.get(resource)?.get(operation);
    const plan = plans?.get(subresource);
    return plan !== undefined || plans?.has(subresource) === true
      ? plan
      : this.#plan({ operation, resource, subresource, kind });
  }

  #plan(target: AdmissionTarget): AdmissionPlan | undefined {
    const { operation, resource, subresource } = target;
    const concerned = this.#plugins.filter((plugin) => plugin.concerns(target));
    const plan = concerned.length === 0 ? undefined : new AdmissionPlan(target, concerned);
    const ofResource = this.#plans.get(resource) ?? new Map<Operation, Map<string, AdmissionPlan | undefined>>();
    const ofOperation = ofResource.get(operation) ?? new Map<string, AdmissionPlan | undefined>();
    this.#plans.set(resource, ofResource.set(operation, ofOperation.set(subresource, plan)));
    return plan;
  }
}

/** Admits everything. */
export const ADMIT_ALL = new AdmissionChain([]);

type Step = (attributes: AdmissionAttributes) => Promise<void> | undefined;

/** The plugins that one sort of writes concerns. */
export class AdmissionPlan {
  readonly target: AdmissionTarget;
  /** Whether there is one that changes objects. */
  readonly mutates: boolean;
  /** What comes before the kind prepares an object. */
  readonly early: readonly Step[];
  readonly validating: readonly Step[];

  constructor(target: AdmissionTarget, plugins: readonly AdmissionPlugin[]) {
    this.target = target;
    this.mutates = plugins.some(({ admit }) => admit !== undefined);
    this.early = plugins.flatMap((plugin) => (plugin.admit ?? plugin.inspect)?.bind(plugin) ?? []);
    this.validating = plugins.flatMap((plugin) =>
      plugin.validate === undefined ? [] : [plugin.validate.bind(plugin)],
    );
  }
}

/** One write on its way through the plugins that it concerns. */
export class Admission {
  readonly #plan: AdmissionPlan;
  readonly #request: AdmissionRequest;
  readonly #warnings: string[] = [];

  constructor(plan: AdmissionPlan, request: AdmissionRequest) {
    this.#plan = plan;
    this.#request = request;
  }

  /** Whether `admit` may change the object. */
  get mutates(): boolean {
    return this.#plan.mutates;
  }

  /**
   * Lets the plugins change what is to be stored, which is handed over where one of them `mutates`, and inspect it. Undefined where there
   * is nothing to wait for.
   */
  admit(object: unknown, oldObject: unknown): Promise<void> | undefined {
    const { early } = this.#plan;
    return early.length === 0 ? undefined : run(early, this.#attributes(object, oldObject));
  }

  /** Lets the plugins judge what is to be stored. Undefined where there is nothing to wait for. */
  validate(object: unknown, oldObject: unknown): Promise<void> | undefined {
    const { validating } = this.#plan;
    return validating.length === 0 ? undefined : run(validating, this.#attributes(object, oldObject));
  }

  /** Lets the plugins do both, where nothing lies between. */
  async admitAndValidate(object: unknown, oldObject: unknown): Promise<void> {
    await this.admit(object, oldObject);
    await this.validate(object, oldObject);
  }

  /** What the client is to be told so far, in the order in which it was found, and what is found from now on. */
  tell(warnings: readonly string[]): readonly string[] {
    append(this.#warnings, warnings);
    return this.#warnings;
  }

  /** Tells the client what was found where its request is refused, too. */
  telling<R>(pending: Promise<R>): Promise<R> {
    return pending.catch((error: unknown) => {
      throw withWarnings(error, this.#warnings);
    });
  }

  #attributes(object: unknown, oldObject: unknown): AdmissionAttributes {
    const addWarning = (text: string): void => void this.#warnings.push(text);
    return { ...this.#plan.target, ...this.#request, object, oldObject, addWarning };
  }
}

/** Asks every plugin in turn, up to the first that refuses. */
function run(steps: readonly Step[], attributes: AdmissionAttributes, from = 0): Promise<void> | undefined {
  for (let i = from; i < steps.length; i += 1) {
    const pending = steps[i]?.(attributes);
    if (pending !== undefined) return pending.then(() => run(steps, attributes, i + 1));
  }
  return undefined;
}
