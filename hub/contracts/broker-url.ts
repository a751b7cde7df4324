// A broker's address: what it may look like, and how it may be shown, without the password it may carry.

/** What is no URL is shown as it is; it carries no password that anyone could use. */
export function shownUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.password === '') return url;
  parsed.password = '***';
  return parsed.href;
}

const schemes = new Set(['mqtt:', 'mqtts:', 'ws:', 'wss:']);

export const isBrokerUrl = (url: string): boolean => schemes.has(URL.parse(url)?.protocol ?? '');
