// The file that names a site's cameras and their addresses: read strictly, and never repeated, for it holds passwords.
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { readCamera } from '../../hub/contracts/identity/camera.ts';
import { isRtspUrl } from './rtsp.ts';

export interface Camera {
  /** The 20-digit customs code. */
  readonly id: string;
  /** Its address, with who may enter. */
  readonly rtsp: string;
}

/** As many as one agent may say it has. */
const camerasMost = 256;
const fields = new Set(['id', 'rtsp']);

/** YAML or JSON: `cameras: [{ id, rtsp }]`. @throws Error with a sentence for every fault, none of which repeats a value */
export function readCameras(path: string): Camera[] {
  const { cameras, faults } = camerasIn(textOf(path));
  if (faults.length > 0) throw new Error(faults.map((says) => `${path}: ${says}`).join('\n'));
  return cameras;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(`${path}: ${absent ? 'there is no such file' : 'cannot be read'}`);
  }
}

/** What a file says, and everything that is wrong with it. */
export function camerasIn(text: string): { readonly cameras: Camera[]; readonly faults: readonly string[] } {
  const document = parseDocument(text, { prettyErrors: true });
  const [wrong] = document.errors;
  // The parser's own message quotes the line.
  if (wrong !== undefined) return bad(`line ${wrong.linePos?.[0].line ?? 1} is not YAML`);
  const root: unknown = document.toJS();
  const entries = isObject(root) ? root['cameras'] : undefined;
  if (!Array.isArray(entries) || entries.length === 0) return bad('it must hold a list `cameras`, with one at least');
  if (entries.length > camerasMost)
    return bad(`${entries.length} cameras; one agent speaks for ${camerasMost} at most`);
  const extra = Object.keys(root as object).filter((name) => name !== 'cameras');
  const faults = [...extra.map(() => 'it may hold `cameras` and nothing else'), ...entries.flatMap(faultsOf)];
  const ids = entries.map((entry) => (isObject(entry) ? entry['id'] : undefined));
  const twice = ids.findIndex((id, i) => typeof id === 'string' && ids.indexOf(id) < i);
  if (twice >= 0) faults.push(`camera no. ${twice + 1} bears the id of an earlier one`);
  return { cameras: faults.length === 0 ? (entries as Camera[]) : [], faults };
}

function faultsOf(entry: unknown, i: number): string[] {
  const whose = `camera no. ${i + 1}`;
  if (!isObject(entry)) return [`${whose} must be { id, rtsp }`];
  const faults: string[] = [];
  const { id, rtsp } = entry;
  if (typeof id === 'number') faults.push(`${whose}: its id must be in quotes, or YAML rounds it`);
  else if (typeof id !== 'string' || !readCamera(id).ok || !/^\d{20}$/.test(id))
    faults.push(`${whose}: its id is no 20-digit customs code`);
  if (typeof rtsp !== 'string' || !isRtspUrl(rtsp))
    faults.push(`${whose}: its rtsp is no address such as rtsp://host/path`);
  if (Object.keys(entry).some((name) => !fields.has(name))) faults.push(`${whose}: it may hold id and rtsp only`);
  return faults;
}

const bad = (says: string) => ({ cameras: [], faults: [says] });
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
