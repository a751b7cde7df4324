// Where video comes in and goes out: the WebSocket of an agent, and that of a viewer. No schema here: the page needs it too.

/** An agent's one line, outbound from its site. */
export const agentVideoPath = (site: string, agent: string): string => `/agents/${site}/${agent}/video`;

/** Whose line a path is. */
export function agentOfPath(path: string): { readonly site: string; readonly agent: string } | undefined {
  const [, site, agent] = /^\/agents\/([a-z0-9-]{1,32})\/([a-z0-9-]{1,32})\/video$/.exec(path) ?? [];
  return site === undefined || agent === undefined ? undefined : { site, agent };
}

/** Where a viewer connects: a WebSocket that carries MPEG-1 in MPEG-TS, and nothing else. */
export const livePath = (camera: string): string => `/api/v1/cameras/${camera}/live`;

/** Which camera a path is of. */
export const cameraOfPath = (path: string): string | undefined =>
  /^\/api\/v1\/cameras\/(\d{20})\/live$/.exec(path)?.[1];
