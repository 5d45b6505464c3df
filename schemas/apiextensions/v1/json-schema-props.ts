import { type Static, type TProperties, Type } from '@sinclair/typebox';
import {
  ATOMIC,
  enumerated,
  explicit,
  Integer64,
  keyedBy,
  listOf,
  mapOf,
  mergedBy,
  named,
  optional,
  required,
} from '../../schema.ts';

const V1 = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';

/** Any JSON value. */
const JsonValue = Type.Unsafe<unknown>({ $id: `${V1}.JSON` });

/** A schema, or one for each entry of a list. */
const JSONSchemaPropsOrArray = Type.Unsafe<unknown>({ $id: `${V1}.JSONSchemaPropsOrArray` });

/** A schema, or whether anything is allowed. */
const JSONSchemaPropsOrBool = Type.Unsafe<unknown>({ $id: `${V1}.JSONSchemaPropsOrBool` });

/** A schema, or the names of properties. */
const JSONSchemaPropsOrStringArray = Type.Unsafe<unknown>({ $id: `${V1}.JSONSchemaPropsOrStringArray` });

/** Where more is written about a schema. */
const ExternalDocumentation = named(`${V1}.ExternalDocumentation`, {
  description: optional(Type.String(), 'What is written there.'),
  url: optional(Type.String(), 'Where it is.'),
});

/** A rule that values of a schema are held against. */
const ValidationRule = named(`${V1}.ValidationRule`, {
  rule: required(Type.String(), 'The rule, in the Common Expression Language.'),
  message: optional(Type.String(), 'What is said where the rule does not hold.'),
  messageExpression: optional(Type.String(), 'Likewise, as an expression that makes the message.'),
  reason: optional(
    enumerated('FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'),
    'The reason that is given; FieldValueInvalid by default.',
  ),
  fieldPath: optional(Type.String(), 'The field that is named, from the place of the schema on.'),
  optionalOldSelf: explicit(Type.Boolean(), 'Whether a rule about a change also holds for what is new.'),
});

const Double = Type.Number({ format: 'double' });

const properties: TProperties = {};

/** A JSON schema, as custom resource definitions have it (JSON Schema specification draft 4). It refers to itself. */
export const JSONSchemaProps = named(`${V1}.JSONSchemaProps`, properties);
export type JSONSchemaProps = Static<typeof JSONSchemaProps>;

const schemas = listOf(JSONSchemaProps, ATOMIC);

Object.assign(properties, {
  id: optional(Type.String(), 'Names the schema.'),
  $schema: optional(Type.String(), 'The dialect of the schema.'),
  $ref: explicit(Type.String(), 'Another schema that stands here.'),
  description: optional(Type.String(), 'What the value is.'),
  type: optional(Type.String(), 'The type of the value.'),
  format: optional(Type.String(), 'The format of the value.'),
  title: optional(Type.String(), 'The title of the value.'),
  default: optional(JsonValue, 'What the value is where it is absent.'),
  maximum: explicit(Double, 'The largest number.'),
  exclusiveMaximum: optional(Type.Boolean(), 'Whether the largest number is none that may be there.'),
  minimum: explicit(Double, 'The smallest number.'),
  exclusiveMinimum: optional(Type.Boolean(), 'Whether the smallest number is none that may be there.'),
  maxLength: explicit(Integer64, 'The most characters.'),
  minLength: explicit(Integer64, 'The fewest characters.'),
  pattern: optional(Type.String(), 'A regular expression that a string matches.'),
  maxItems: explicit(Integer64, 'The most entries of a list.'),
  minItems: explicit(Integer64, 'The fewest entries of a list.'),
  uniqueItems: optional(Type.Boolean(), 'Whether no entry of a list stands twice.'),
  multipleOf: explicit(Double, 'What a number is a multiple of.'),
  enum: optional(listOf(JsonValue, ATOMIC), 'The values that there are.'),
  maxProperties: explicit(Integer64, 'The most properties.'),
  minProperties: explicit(Integer64, 'The fewest properties.'),
  required: optional(listOf(Type.String(), ATOMIC), 'The properties that have to be there.'),
  items: optional(JSONSchemaPropsOrArray),
  allOf: optional(schemas, 'Schemas that all match.'),
  oneOf: optional(schemas, 'Schemas of which one matches.'),
  anyOf: optional(schemas, 'Schemas of which some match.'),
  not: optional(JSONSchemaProps),
  properties: optional(mapOf(JSONSchemaProps), 'The schemas of the properties.'),
  additionalProperties: optional(JSONSchemaPropsOrBool),
  patternProperties: optional(mapOf(JSONSchemaProps), 'The schemas of properties whose names match.'),
  dependencies: optional(mapOf(JSONSchemaPropsOrStringArray), 'What has to be there beside a property.'),
  additionalItems: optional(JSONSchemaPropsOrBool),
  definitions: optional(mapOf(JSONSchemaProps), 'Schemas to refer to.'),
  externalDocs: optional(ExternalDocumentation),
  example: optional(JsonValue),
  nullable: optional(Type.Boolean(), 'Whether the value may be null.'),
  'x-kubernetes-preserve-unknown-fields': explicit(Type.Boolean(), 'Whether what no schema names is kept.'),
  'x-kubernetes-embedded-resource': optional(Type.Boolean(), 'Whether the value is an object with a kind.'),
  'x-kubernetes-int-or-string': optional(Type.Boolean(), 'Whether the value is an integer or a string.'),
  'x-kubernetes-list-map-keys': optional(listOf(Type.String(), ATOMIC), 'What tells the entries of a list apart.'),
  'x-kubernetes-list-type': explicit(Type.String(), 'How a list is merged.'),
  'x-kubernetes-map-type': explicit(Type.String(), 'How a map is merged.'),
  'x-kubernetes-validations': optional(
    listOf(ValidationRule, keyedBy('rule'), mergedBy('rule')),
    'Rules that the value is held against.',
  ),
});
