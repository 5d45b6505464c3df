import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { ownRequest } from '../registry/definition/request-context.ts';
import type { ResourceDefinition } from '../registry/definition/resource-definition.ts';
import type { UpdateStrategy } from '../registry/definition/strategy.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import { fieldsOf } from '../registry/stored-form/layout.ts';
import { updateObject } from '../registry/update.ts';
import { FIELD_MANAGER } from './field-manager.ts';

/** An object that a controller works on, as it was when the controller looked at it. */
export interface KnownObject {
  readonly resource: ResourceContext<ApiObject>;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly uid: string;
}

/** Updates that change the metadata of objects and nothing else. */
export class MetadataUpdates {
  readonly #strategies = new Map<ResourceDefinition<ApiObject>, UpdateStrategy<ApiObject>>();

  /**
   * Changes an object's metadata. `edit` makes the new metadata of the stored one, which it does not change; it is called again
   * where another writer is faster. What takes the last finalizer away removes an object that is being deleted.
   * @throws StatusError 404 where the object is gone, 409 where another one has its name.
   */
  async update(
    { resource, namespace, name, uid }: KnownObject,
    edit: (metadata: Readonly<ObjectMeta>) => ObjectMeta,
    signal: AbortSignal,
  ): Promise<void> {
    const strategy = this.#strategyOf(resource.definition);
    const change = ({ metadata }: ApiObject): ApiObject => ({ metadata: edit(metadata) });
    const update = { name, subresource: '', strategy, uid, change, dryRun: false };
    await updateObject(resource, update, ownRequest({ namespace, signal, manager: FIELD_MANAGER }));
  }

  #strategyOf(definition: ResourceDefinition<ApiObject>): UpdateStrategy<ApiObject> {
    const known = this.#strategies.get(definition);
    if (known !== undefined) return known;
    const { schema, strategy } = definition;
    const made: UpdateStrategy<ApiObject> = {
      ...strategy,
      keptFields: fieldsOf(schema),
      leavesCanonical: false,
      prepareForUpdate() {},
      // The registry checks what objects have in common; the rest is as it was.
      validateUpdate: () => [],
      warningsOnUpdate: () => [],
    };
    this.#strategies.set(definition, made);
    return made;
  }
}
