// The head of the page: the port, how old the data is, what each source is doing, and the language.
import type { AgentRow } from '../../hub/contracts/socket.ts';
import { serverNow } from '../clock.ts';
import { choose, lang, t } from '../language.ts';
import { agents, heardAt, port } from '../state/screen.ts';
import { ageText } from '../times.ts';
import { feedMark } from '../words.ts';
import { Coverage } from './coverage.tsx';

export function StatusBar() {
  const other = lang.value === 'zh' ? 'en' : 'zh';
  return (
    <header id="status">
      <h1>
        {port.value?.name[lang.value] ?? ''} {t('title')}
      </h1>
      {port.value && <span id="note">{port.value.note[lang.value] || t('illustrative')}</span>}
      <span class="muted">{heardAt.value !== undefined && t('feedAge', { age: since(heardAt.value) })}</span>
      <Coverage />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow page it scrolls, and keys must reach it */}
      <ul id="sources" aria-label={t('sources')} tabIndex={0}>
        {[...agents.value.values()].map((agent) => (
          <Source key={agent.id} agent={agent} />
        ))}
      </ul>
      <button id="language" type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
        {t('otherLanguage')}
      </button>
    </header>
  );
}

function Source({ agent }: { readonly agent: AgentRow }) {
  const state = stateOf(agent);
  return (
    <li data-agent={agent.id} data-state={state} title={`${agent.site} · ${agent.events}`}>
      {state === 'blind' && <span aria-hidden="true">▨ </span>}
      <b>{agent.id}</b> {feedMark(lang.value, agent.feed)} · {t(state)} · {t('age', { age: since(agent.heardAt) })}
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

function stateOf({ stranger, finished, online }: AgentRow): 'stranger' | 'finished' | 'online' | 'blind' {
  if (stranger) return 'stranger';
  return finished ? 'finished' : online ? 'online' : 'blind';
}

const since = (time: number): string => ageText(lang.value, serverNow() - time);
