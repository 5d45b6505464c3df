import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { Bytes, Time } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import {
  ATOMIC,
  embedded,
  explicit,
  Int32,
  Integer64,
  keptEmpty,
  keyedBy,
  kindOf,
  listOf,
  named,
  omitZero,
  optional,
  required,
} from '../../schema.ts';
import { JSONSchemaProps } from './json-schema-props.ts';

const V1 = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
const GROUP = 'apiextensions.k8s.io';

/** What a kind and its resource are called. */
const CustomResourceDefinitionNames = named(`${V1}.CustomResourceDefinitionNames`, {
  plural: required(Type.String(), 'Name of the resource in paths.'),
  singular: optional(Type.String(), 'Name of one of them; the kind in lower case by default.'),
  shortNames: optional(listOf(Type.String(), ATOMIC), 'Shorter names for people.'),
  kind: required(Type.String(), 'Name of the kind.'),
  listKind: optional(Type.String(), 'Name of the kind of lists; the kind with List behind it by default.'),
  categories: optional(listOf(Type.String(), ATOMIC), 'Groups of resources that it is one of.'),
});

/** A service in the cluster. */
const ServiceReference = named(`${V1}.ServiceReference`, {
  namespace: required(Type.String(), 'Namespace of the service.'),
  name: required(Type.String(), 'Name of the service.'),
  path: explicit(Type.String(), 'Path at which it is asked.'),
  port: explicit(Int32, 'Port at which it is asked; 443 by default.'),
});

/** How a webhook is reached. */
const WebhookClientConfig = named(`${V1}.WebhookClientConfig`, {
  url: explicit(Type.String(), 'Where the webhook is.'),
  service: optional(ServiceReference, 'The service that is the webhook.'),
  caBundle: optional(Bytes, 'Who signs the certificate of the webhook, in PEM.'),
});

/** A webhook that converts objects. */
const WebhookConversion = named(`${V1}.WebhookConversion`, {
  clientConfig: optional(WebhookClientConfig, 'How it is reached.'),
  conversionReviewVersions: required(listOf(Type.String(), ATOMIC), 'The versions of reviews that it knows.'),
});

/** How objects become those of another version. */
const CustomResourceConversion = named(`${V1}.CustomResourceConversion`, {
  strategy: required(Type.String(), 'None, or Webhook.'),
  webhook: optional(WebhookConversion, 'The webhook that is asked.'),
});

const CustomResourceSubresourceStatus = Type.Unsafe<object>({
  $id: `${V1}.CustomResourceSubresourceStatus`,
  type: 'object',
});

const CustomResourceSubresourceScale = named(`${V1}.CustomResourceSubresourceScale`, {
  specReplicasPath: required(Type.String(), 'Where the number of replicas that are wanted stands.'),
  statusReplicasPath: required(Type.String(), 'Where the number of replicas that there are stands.'),
  labelSelectorPath: explicit(Type.String(), 'Where the selector of the replicas stands.'),
});

const CustomResourceSubresources = named(`${V1}.CustomResourceSubresources`, {
  status: keptEmpty(CustomResourceSubresourceStatus, 'Whether the status is written by itself.'),
  scale: optional(CustomResourceSubresourceScale, 'How the number of replicas is read and written.'),
});

const CustomResourceColumnDefinition = named(`${V1}.CustomResourceColumnDefinition`, {
  name: required(Type.String(), 'Name of the column.'),
  type: required(Type.String(), 'Type of what stands in it.'),
  format: optional(Type.String(), 'Format of what stands in it.'),
  description: optional(Type.String(), 'What stands in it.'),
  priority: optional(Int32, 'Shown in wide tables alone where it is above 0.'),
  jsonPath: required(Type.String(), 'Where that stands in objects.'),
});

const SelectableField = named(`${V1}.SelectableField`, {
  jsonPath: required(Type.String(), 'Where the field stands in objects.'),
});

const CustomResourceValidation = named(`${V1}.CustomResourceValidation`, {
  openAPIV3Schema: optional(JSONSchemaProps, 'The schema that objects have.'),
});

/** A version of a kind. */
const CustomResourceDefinitionVersion = named(`${V1}.CustomResourceDefinitionVersion`, {
  name: required(Type.String(), 'Name of the version.'),
  served: required(Type.Boolean(), 'Whether it is served.'),
  storage: required(Type.Boolean(), 'Whether objects are stored in it, which is so of one version.'),
  deprecated: optional(Type.Boolean(), 'Whether who uses it is warned.'),
  deprecationWarning: explicit(Type.String(), 'What is then said.'),
  schema: optional(CustomResourceValidation, 'The schema that objects have.'),
  subresources: optional(CustomResourceSubresources, 'What is read and written by itself.'),
  additionalPrinterColumns: optional(listOf(CustomResourceColumnDefinition, ATOMIC), 'The columns of tables.'),
  selectableFields: optional(listOf(SelectableField, ATOMIC), 'The fields by which objects are selected.'),
});

const CustomResourceDefinitionSpec = named(`${V1}.CustomResourceDefinitionSpec`, {
  group: required(Type.String(), 'The API group.'),
  names: required(CustomResourceDefinitionNames, 'What kind and resource are called.'),
  scope: required(Type.String(), 'Cluster, or Namespaced.'),
  versions: required(listOf(CustomResourceDefinitionVersion, ATOMIC), 'The versions.'),
  conversion: optional(CustomResourceConversion, 'How objects become those of another version.'),
  preserveUnknownFields: optional(Type.Boolean(), 'Whether what no schema names is kept; deprecated.'),
});

const CustomResourceDefinitionCondition = named(`${V1}.CustomResourceDefinitionCondition`, {
  type: required(Type.String(), 'Names the condition.'),
  status: required(Type.String(), 'True, False or Unknown.'),
  lastTransitionTime: omitZero(Time, 'When the status last changed.'),
  reason: optional(Type.String(), 'Why, in one word.'),
  message: optional(Type.String(), 'Why, for people.'),
  observedGeneration: optional(Integer64, 'The generation of the object that the condition is about.'),
});

const CustomResourceDefinitionStatus = named(`${V1}.CustomResourceDefinitionStatus`, {
  conditions: optional(listOf(CustomResourceDefinitionCondition, keyedBy('type')), 'What is known of its state.'),
  acceptedNames: embedded(CustomResourceDefinitionNames, 'What kind and resource are called now.'),
  storedVersions: optional(listOf(Type.String(), ATOMIC), 'The versions in which objects are stored.'),
  observedGeneration: optional(Integer64, 'The generation of the object that the status is about.'),
});

/** A kind that a cluster's users define. Nobody can make one here; clients hold what they send against its schema all the same. */
export const CustomResourceDefinition = named(
  `${V1}.CustomResourceDefinition`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: required(CustomResourceDefinitionSpec, 'What the kind is.'),
    status: embedded(CustomResourceDefinitionStatus, 'What became of it.'),
  },
  kindOf(GROUP, 'CustomResourceDefinition', 'A kind that users define. There are none.'),
);
export type CustomResourceDefinition = Static<typeof CustomResourceDefinition>;

/** A list of custom resource definitions. */
export const CustomResourceDefinitionList = objectList(
  `${V1}.CustomResourceDefinitionList`,
  CustomResourceDefinition,
  kindOf(GROUP, 'CustomResourceDefinitionList', 'A list of custom resource definitions, which is empty.'),
);
export type CustomResourceDefinitionList = Static<typeof CustomResourceDefinitionList>;
