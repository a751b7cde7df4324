// What is to be done, as whoever is notified reads it: in annotations of both languages, and once a rule in a mail.
import { expect } from 'chai';
import type { Response } from '../../../hub/contracts/response.ts';
import type { Notification } from '../../../hub/routing/groups.ts';
import { labelsOf } from '../../../hub/routing/labels.ts';
import { textOf } from '../../../hub/routing/mail-sender.ts';
import { notifiedOf } from '../../../hub/routing/notified.ts';
import { responseAnnotations } from '../../../hub/routing/response-words.ts';
import { responses } from '../../../hub/rules/responses.ts';
import { alertOf } from '../../dashboards/alert-of.ts';

const gateOut = responses['gate-out-without-release'];
const byRule: Readonly<Record<string, Response>> = responses;

const bodyOf = (...alerts: ReturnType<typeof alertOf>[]) => {
  const members = alerts.map((alert) => ({
    ...{ alert, labels: labelsOf(alert), since: 1 },
    status: alert.condition === 'active' ? ('firing' as const) : ('resolved' as const),
  }));
  const group = { key: '{}', labels: {}, way: { receiver: 'duty' } };
  const notification = { group, members } as unknown as Notification;
  return notifiedOf(notification, { page: 'http://hub', responseOf: (rule) => byRule[rule] });
};
const about = (id: string, rule: string, more: object = {}) =>
  alertOf(id, { rule, why: { ...alertOf(id).why, rule }, ...more });

describe('What to do, in a notification', () => {
  it('is two annotations in English and two in Chinese: what it may lead to, and the numbered steps with who and by when', () => {
    const [alert] = bodyOf(about('a', 'gate-out-without-release')).alerts;
    const { consequence, response = '', consequence_zh, response_zh = '' } = alert?.annotations ?? {};
    expect([consequence, consequence_zh]).to.deep.equal([gateOut.consequence.en, gateOut.consequence.zh]);
    expect(response.split('\n')).to.deep.equal([
      ...gateOut.steps.map(({ en }, n) => `${n + 1}. ${en}`),
      'Who: customs monitor; look within 2 min, dispose of it within 60 min after that.',
    ]);
    expect(response_zh.split('\n')).to.deep.equal([
      ...gateOut.steps.map(({ zh }, n) => `${n + 1}. ${zh}`),
      '处置人：海关监管员；2 分钟内查看，此后 60 分钟内处置完毕。',
    ]);
  });

  it('says nothing of a time where nobody has to hurry', () => {
    const idle = { ...gateOut, who: 'supervisor', lookWithinMinutes: 0, handleWithinMinutes: 0 } as const;
    expect(responseAnnotations(idle)['response']).to.match(/\nWho: duty supervisor\.$/);
    expect(responseAnnotations(idle)['response_zh']).to.match(/\n处置人：值班关长。$/);
    expect(responseAnnotations({ ...idle, handleWithinMinutes: 30 })['response']).to.match(
      /supervisor; dispose of it within 30 min after that\.$/,
    );
  });

  it('is left out for a rule that is no more', () => {
    expect(bodyOf(about('a', 'long-gone')).alerts[0]?.annotations).not.to.have.any.keys('consequence', 'response');
  });

  it('is in a mail once for each rule of what goes on, after the alerts', () => {
    const [one, two] = [about('a', 'gate-out-without-release'), about('b', 'gate-out-without-release')];
    const over = about('c', 'seal-tampered', { condition: 'cleared' });
    const mail = textOf(bodyOf(one, two, over));
    expect(mail.split('WHAT TO DO 处置指引: ')).to.have.length(2);
    const [, told = ''] = mail.split('\n\nWHAT TO DO 处置指引: gate-out-without-release\n');
    expect(told.split('\n').slice(0, 2)).to.deep.equal([gateOut.consequence.en, `1. ${gateOut.steps[0].en}`]);
    expect(told).to.contain(`\n${gateOut.consequence.zh}\n1. ${gateOut.steps[0].zh}\n`);
    expect(textOf(bodyOf(about('d', 'long-gone')))).not.to.contain('WHAT TO DO');
  });
});
