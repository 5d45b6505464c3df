import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';

/** What every object of the API has. */
export interface ApiObject {
  kind?: string;
  apiVersion?: string;
  metadata: ObjectMeta;
}
