// What is this very machine: the names and addresses a hub may listen on, and the Host headers it answers to.
import { isIPv4, isIPv6 } from 'node:net';

/** A name or an address without a port; IPv6 without brackets. */
export const isLoopback = (name: string): boolean =>
  name.toLowerCase() === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));

/** Whether an address in a URL is of this machine; IPv6 stands in brackets there. */
export const isLocal = ({ hostname }: Pick<URL, 'hostname'>): boolean => isLoopback(hostname.replace(/^\[|\]$/g, ''));

/**
 * Whether a Host header names this machine. A page from elsewhere whose name was made to point here (DNS rebinding) has
 * an origin equal to its host, so that only the name itself gives it away.
 */
export function isLoopbackHost(header: string | undefined): boolean {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(header ?? '') ?? [];
  return bracketed === undefined ? isLoopback(plain) : isIPv6(bracketed) && isLoopback(bracketed);
}

/** A host as it stands in a URL (RFC 3986 §3.2.2): IPv6 in brackets. */
export const urlHost = (host: string): string => (isIPv6(host) ? `[${host}]` : host);
