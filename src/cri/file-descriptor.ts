import descriptor, { type IDescriptorProto, type IFileDescriptorProto } from 'protobufjs/ext/descriptor/index.js';

const { FileDescriptorProto } = descriptor;

/**
 * Makes a google.protobuf.FileDescriptorProto of protobufjs's what protoc would have written, so that other languages'
 * tools take it: the messages that stand for the entries of maps get the names that they must have, each reference to a
 * type gets its full name, and each field the name that it has in JSON. The file must refer to no other.
 */
export function completeDescriptor(encoded: Uint8Array): Buffer {
  const file: IFileDescriptorProto = FileDescriptorProto.toObject(FileDescriptorProto.decode(encoded));
  const messages = file.messageType ?? [];
  for (const message of messages) nameMapEntries(message);

  const scope = `.${file.package}`;
  const types = new Set([...messages, ...(file.enumType ?? [])].map(({ name }) => `${scope}.${name}`));
  for (const { name, nestedType, enumType } of messages) {
    for (const nested of [...(nestedType ?? []), ...(enumType ?? [])]) types.add(`${scope}.${name}.${nested.name}`);
  }
  // A name is looked for in the message that uses it, then in the package. Of a method's, the package's end is left.
  const fullName = (reference: string, within: string): string => {
    const candidates = [`${within}.${reference}`, `${scope}.${reference}`, reference];
    const found = candidates.find((candidate) => types.has(candidate)) ?? [...types].find(endsIn(`.${reference}`));
    if (found === undefined) throw new Error(`${file.name} refers to ${reference}, which is not in it`);
    return found;
  };
  for (const { name, field, nestedType } of messages) {
    for (const one of [...(field ?? []), ...(nestedType ?? []).flatMap((nested) => nested.field ?? [])]) {
      one.jsonName = (one.name ?? '').replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      if (one.typeName) one.typeName = fullName(one.typeName, `${scope}.${name}`);
    }
  }
  for (const method of (file.service ?? []).flatMap((service) => service.method ?? [])) {
    method.inputType = fullName(method.inputType ?? '', scope);
    method.outputType = fullName(method.outputType ?? '', scope);
  }
  return Buffer.from(FileDescriptorProto.encode(FileDescriptorProto.fromObject(file)).finish());
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
