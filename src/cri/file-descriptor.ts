import descriptor, { type IDescriptorProto, type IFileDescriptorProto } from 'protobufjs/ext/descriptor/index.js';

const { FileDescriptorProto } = descriptor;

/** A .proto file, which refers to no other, as reflection tells it. */
export interface DescribedFile {
  readonly name: string;
  /** A google.protobuf.FileDescriptorProto. */
  readonly descriptor: Buffer;
}

/**
 * Makes a google.protobuf.FileDescriptorProto of protobufjs's what protoc would have written, so that other languages'
 * tools take it: the messages that stand for the entries of maps get the names that they must have, each reference to a
 * type gets its full name, and each field its own name and the one that it has in JSON.
 */
export function describeFile(encoded: Uint8Array): DescribedFile {
  const file: IFileDescriptorProto = FileDescriptorProto.toObject(FileDescriptorProto.decode(encoded));
  const name = `${file.name}`;
  const scope = `${file.package}`;
  const messages = file.messageType ?? [];
  const services = file.service ?? [];
  for (const message of messages) nameMapEntries(message);

  const types = new Set([
    ...[...messages, ...(file.enumType ?? [])].map((type) => `${scope}.${type.name}`),
    ...messages.flatMap((message) =>
      [...(message.nestedType ?? []), ...(message.enumType ?? [])].map(
        (nested) => `${scope}.${message.name}.${nested.name}`,
      ),
    ),
  ]);
  // A name is looked for in the message that uses it, then in the package. Of a method's, the package's end is left.
  const fullName = (reference: string, within: string): string => {
    const candidates = [`${within}.${reference}`, `${scope}.${reference}`, reference.replace(/^\./, '')];
    const found = candidates.find((candidate) => types.has(candidate)) ?? [...types].find(endsIn(`.${reference}`));
    if (found === undefined) throw new Error(`${name} refers to ${reference}, which is not in it`);
    return `.${found}`;
  };
  for (const message of messages) {
    for (const oneof of message.oneofDecl ?? []) oneof.name = inSnakeCase(oneof.name);
    for (const field of [message, ...(message.nestedType ?? [])].flatMap((one) => one.field ?? [])) {
      field.name = inSnakeCase(field.name);
      field.jsonName = field.name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      if (field.typeName) field.typeName = fullName(field.typeName, `${scope}.${message.name}`);
    }
  }
  for (const method of services.flatMap((service) => service.method ?? [])) {
    method.inputType = fullName(method.inputType ?? '', scope);
    method.outputType = fullName(method.outputType ?? '', scope);
  }
  return {
    name,
    descriptor: Buffer.from(FileDescriptorProto.encode(FileDescriptorProto.fromObject(file)).finish()),
  };
}

// The reflection library loads its own files with names in camel case; in .proto files they are in snake case.
function inSnakeCase(name: string | undefined): string {
  return (name ?? '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

// protobufjs calls the entry of `label_selector` Label_selector; everybody else, LabelSelectorEntry.
function nameMapEntries({ field, nestedType }: IDescriptorProto): void {
  for (const nested of nestedType ?? []) {
    if (!nested.options?.mapEntry) continue;
    const map = field?.find(({ typeName }) => typeName === nested.name);
    const words = (map?.name ?? '').split('_');
    nested.name = `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Entry`;
    if (map !== undefined) map.typeName = nested.name;
  }
}

function endsIn(end: string): (name: string) => boolean {
  return (name) => name.endsWith(end);
}
