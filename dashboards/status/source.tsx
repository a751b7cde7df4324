// One source of observations: its state in words, how long ago it was heard, and what of it was refused.
import type { AgentRow } from '../../hub/contracts/socket.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { ageText } from '../times.ts';
import { feedMark } from '../words.ts';

export function Source({ agent }: { readonly agent: AgentRow }) {
  const state = stateOf(agent);
  return (
    <li data-agent={agent.id} data-state={state} title={`${agent.site} · ${agent.events}`}>
      {state === 'blind' && <span aria-hidden="true">▨ </span>}
      <b>{agent.id}</b> {feedMark(lang.value, agent.feed)} · {t(state)} ·{' '}
      {t('age', { age: ageText(lang.value, serverNow() - agent.heardAt) })}
      {agent.refused > 0 && (
        <span class="refused">
          {' '}
          · {t('refused', { n: agent.refused })}
          {agent.lastRefusal && ` (${agent.lastRefusal})`}
        </span>
      )}
    </li>
  );
}

export type SourceState = 'stranger' | 'finished' | 'online' | 'blind';

export function stateOf({ stranger, finished, online }: AgentRow): SourceState {
  if (stranger) return 'stranger';
  return finished ? 'finished' : online ? 'online' : 'blind';
}

/** Nothing to be said of it but that it is there. */
export const isWell = (agent: AgentRow): boolean => stateOf(agent) === 'online' && agent.refused === 0;
