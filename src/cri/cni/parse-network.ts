import { extensionOf } from './file-name.ts';

/** A network that pods can be attached to: a list of plugins, which a runtime would run in this order. */
export interface Network {
  readonly name: string;
  /** Empty where the file names none. */
  readonly cniVersion: string;
  /** At least one; each has a `type`. */
  readonly plugins: readonly PluginConfig[];
  /** The file that describes it. */
  readonly file: string;
  /** The text of that file. */
  readonly source: string;
}

/** A plugin's configuration, as the file has it. */
export interface PluginConfig {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a file says, or why it describes no network. */
export type ParsedNetwork =
  | { readonly ok: true; readonly network: Network }
  | { readonly ok: false; readonly problem: string };

// The versions of the CNI specification that networks may be written for. iSulad never took the two before them.
const CNI_VERSIONS: readonly string[] = ['0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'];

// libcni's rule, which plugins rely on: the name becomes part of file names.
const NETWORK_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const MAX_NAME_LENGTH = 200;

// No configuration comes close; JSON.stringify, which prints it again, recurses.
const MAX_DEPTH = 500;

/**
 * Reads a network from a file's bytes by the rules of libcni: a `.conflist` is a list of plugins, anything else is one
 * plugin, which makes a list of its own. `file` is its path, `baseName` its last part.
 */
export function parseNetwork(file: string, baseName: string, bytes: Uint8Array): ParsedNetwork {
  const source = decodeText(bytes);
  if (source === undefined) return broken('it is not UTF-8');
  const value = parseJson(source);
  if (value === undefined) return broken('it is not JSON');
  if (!isObject(value)) return broken('it is not a JSON object');
  if (isDeeperThan(value, MAX_DEPTH)) return broken(`it is nested more than ${MAX_DEPTH} levels deep`);

  const plugins = extensionOf(baseName) === '.conflist' ? pluginsOfList(value) : pluginsOfOne(value);
  if (typeof plugins === 'string') return broken(plugins);
  const { name = '', cniVersion = '' } = value;
  if (typeof name !== 'string') return broken('its name is not a string');
  if (typeof cniVersion !== 'string') return broken('its cniVersion is not a string');
  if (cniVersion !== '' && !CNI_VERSIONS.includes(cniVersion)) {
    return broken(`its cniVersion ${quoted(cniVersion)} is none of ${CNI_VERSIONS.join(', ')}`);
  }
  const networkName = name === '' ? baseName : name;
  if (networkName.length > MAX_NAME_LENGTH) return broken(`its name is longer than ${MAX_NAME_LENGTH} characters`);
  if (!NETWORK_NAME.test(networkName)) {
    return broken(`its name ${quoted(networkName)} is not letters, digits, '_', '.' and '-' after a letter or digit`);
  }
  return { ok: true, network: { name: networkName, cniVersion, plugins, file, source } };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The plugins, or what is wrong with them. */
function pluginsOfList(list: JsonObject): readonly PluginConfig[] | string {
  if (list.name === undefined) return 'it has no name';
  const { plugins } = list;
  if (plugins === undefined) return 'it has no plugins';
  if (!Array.isArray(plugins)) return 'its plugins are not a list';
  if (plugins.length === 0) return 'its list of plugins is empty';
  const wrong = plugins.findIndex((plugin) => !isPlugin(plugin));
  return wrong < 0 ? plugins : `its plugin ${wrong} has no type`;
}

function pluginsOfOne(plugin: JsonObject): readonly PluginConfig[] | string {
  if (isPlugin(plugin)) return [plugin];
  return plugin.plugins === undefined ? 'it has no type' : 'it has plugins and no type; perhaps this is a .conflist?';
}

function isPlugin(value: unknown): value is PluginConfig {
  return isObject(value) && typeof value.type === 'string' && value.type !== '';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => isDeeperThan(member, depth - 1));
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    // A byte order mark stays in the text, where it is no JSON, as for libcni.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(problem: string): ParsedNetwork {
  return { ok: false, problem };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text);
}
