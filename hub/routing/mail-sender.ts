// By mail: one message a notification, the same Message-ID however often it is tried.
import nodemailer from 'nodemailer';
import type { Delivery } from '../contracts/delivery.ts';
import type { Mail } from './receiver-file.ts';
import type { Outcome } from './retry.ts';

const timeoutMs = 10_000;
/** Alerts told one by one; of more only their number. */
const listed = 50;

export async function sendMail({ to, smtp }: Mail, { key, body }: Delivery): Promise<Outcome> {
  const { host, port, from, requireTls, user, password } = smtp;
  const transport = nodemailer.createTransport({
    ...{ host, port, secure: port === 465, requireTLS: requireTls && port !== 465 },
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const [left, domain] = [key.replaceAll(/[^a-z0-9.-]/gi, '-'), from.slice(from.indexOf('@') + 1)];
  try {
    await transport.sendMail({
      from,
      to,
      subject: subjectOf(body),
      text: textOf(body),
      messageId: `<${left}@${domain}>`,
    });
    return { went: 'delivered', says: 'taken by the mail server' };
  } catch (error) {
    const { code = 'fault', responseCode } = error as { code?: string; responseCode?: number };
    const says = responseCode === undefined ? code : `${code}, SMTP ${responseCode}`;
    // 5yz is for good (RFC 5321 §4.2.1); everything else may pass.
    return responseCode !== undefined && responseCode >= 500 ? { went: 'refused', says } : { went: 'again', says };
  } finally {
    transport.close();
  }
}

/** Such as `[FIRING:2] gate-out-without-release at bonded-logistics-center`. */
export function subjectOf({ status, alerts, commonLabels }: Delivery['body']): string {
  const firing = alerts.filter((one) => one.status === 'firing').length;
  const count = status === 'firing' ? `[FIRING:${firing}]` : `[RESOLVED:${alerts.length}]`;
  const what = commonLabels['alertname'] ?? `${alerts.length} alerts`;
  const where = commonLabels['site'] === undefined ? '' : ` at ${commonLabels['site']}`;
  return oneLine(`${count} ${what}${where}`);
}

export function textOf({ alerts, truncatedAlerts }: Delivery['body']): string {
  const more = alerts.length - listed + truncatedAlerts;
  const each = alerts.slice(0, listed).map(({ status, labels, annotations, startsAt, endsAt, generatorURL }) => {
    const until = status === 'firing' ? 'goes on' : `until ${endsAt}`;
    return [
      `${status.toUpperCase()} ${labels['severity']} ${labels['alertname']}: ${labels['key']} at ${labels['site']}`,
      `from ${startsAt}, ${until}; ${annotations['condition']}`,
      ...[annotations['summary'], annotations['facts'], annotations['reason'], annotations['evidence']],
      generatorURL,
    ]
      .filter((line) => line !== undefined && line !== '')
      .join('\n');
  });
  const rest = more > 0 ? [`and ${more} more`] : [];
  return [...each, ...rest, ...whatToDo(alerts)].join('\n\n');
}

/** Once for each rule of what goes on, however many alerts it has. */
function whatToDo(alerts: Delivery['body']['alerts']): string[] {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const byRule = new Map(firing.map(({ labels, annotations }) => [labels['alertname'], annotations]));
  return [...byRule].flatMap(([rule, told]) => {
    const { consequence, response, consequence_zh: consequenceZh, response_zh: responseZh } = told;
    if (consequence === undefined || response === undefined) return [];
    const lines = [`WHAT TO DO 处置指引: ${rule}`, consequence, response, consequenceZh, responseZh];
    return lines.filter((line) => line !== undefined).join('\n');
  });
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');
