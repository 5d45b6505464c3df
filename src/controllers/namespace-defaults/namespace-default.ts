import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';

/** An object that each namespace has. */
export interface NamespaceDefault<T extends ApiObject> {
  /** The controller that Kubernetes has for it, as `--controllers` names it. */
  readonly controller: string;
  readonly resource: ResourceContext<T>;
  /** The name of the object. */
  readonly name: string;
  /** Makes what is special about a new object. Mutates `object`, which says nothing yet. */
  fillIn(object: T): void;
  /** Whether somebody has changed what is special about it. */
  isChanged(object: T): boolean;
}
