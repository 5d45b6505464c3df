import { type ServerDuplexStream, status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { DescribedFile } from './file-descriptor.ts';
import type { LoadedService } from './load-services.ts';

/** One question; `message_request` names the field that it is in. */
interface ReflectionRequest {
  readonly host: string;
  readonly message_request?: string;
  readonly file_by_filename?: string;
  readonly file_containing_symbol?: string;
}

type Answer =
  | { readonly file_descriptor_response: { readonly file_descriptor_proto: readonly Buffer[] } }
  | { readonly list_services_response: { readonly service: readonly { readonly name: string }[] } }
  | { readonly error_response: { readonly error_code: status; readonly error_message: string } };

type ReflectionResponse = Answer & { readonly valid_host: string; readonly original_request: ReflectionRequest };

/** grpc.reflection.v1.ServerReflection, in either version. Calls end when `stopping` aborts. */
export function reflectionService(
  services: readonly LoadedService[],
  stopping: AbortSignal,
): UntypedServiceImplementation {
  const files = [...new Set(services.map(({ file }) => file))];
  const names = services.map(({ name }) => ({ name })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const answer = (request: ReflectionRequest): Answer => {
    switch (request.message_request) {
      case 'list_services':
        return { list_services_response: { service: names } };
      case 'file_by_filename': {
        const { file_by_filename: wanted = '' } = request;
        return descriptorAnswer(
          files.find(({ name }) => name === wanted),
          wanted,
        );
      }
      case 'file_containing_symbol': {
        const { file_containing_symbol: wanted = '' } = request;
        return descriptorAnswer(
          files.find(({ symbols }) => symbols.has(wanted)),
          wanted,
        );
      }
      case 'file_containing_extension':
      case 'all_extension_numbers_of_type':
        return failed(status.NOT_FOUND, 'there are no extensions');
      default:
        return failed(status.INVALID_ARGUMENT, 'the request asks for nothing');
    }
  };
  return {
    ServerReflectionInfo: (call: ServerDuplexStream<ReflectionRequest, ReflectionResponse>) => {
      const end = (): void => {
        stopping.removeEventListener('abort', end);
        call.end();
      };
      call.on('data', (request: ReflectionRequest) => {
        call.write({ valid_host: request.host, original_request: request, ...answer(request) });
      });
      call.once('end', end);
      call.once('cancelled', end);
      stopping.addEventListener('abort', end);
    },
  };
}

function descriptorAnswer(file: DescribedFile | undefined, wanted: string): Answer {
  if (file === undefined) return failed(status.NOT_FOUND, `not found: ${wanted}`);
  return { file_descriptor_response: { file_descriptor_proto: [file.descriptor] } };
}

function failed(code: status, message: string): Answer {
  return { error_response: { error_code: code, error_message: message } };
}
