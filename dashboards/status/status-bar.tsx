// The head of the page: the port, how old the data is, what each source is doing, and the language.
import { serverNow } from '../clock.ts';
import { choose, lang, t } from '../language.ts';
import { Who } from '../people/who.tsx';
import { board, toggleBoard } from '../state/dock.ts';
import { agents, heardAt, port, sources } from '../state/screen.ts';
import { ageText } from '../times.ts';
import { isWell, Source } from './source.tsx';

/** Sources named in the head; of more than that only those that are not well, and the others in a list of their own. */
const namedMost = 4;
const unwellMost = 6;

export function StatusBar() {
  const other = lang.value === 'zh' ? 'en' : 'zh';
  return (
    <header id="status">
      <h1>
        {port.value?.name[lang.value] ?? ''} {t('title')}
      </h1>
      {port.value && <span id="note">{port.value.note[lang.value] || t('illustrative')}</span>}
      <span class="muted">{heardAt.value !== undefined && t('feedAge', { age: since(heardAt.value) })}</span>
      <Sources />
      <span id="tail">
        <Who />
        <button id="language" type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
          {t('otherLanguage')}
        </button>
      </span>
    </header>
  );
}

function Sources() {
  const all = [...agents.value.values()];
  const named = all.length > namedMost ? all.filter((agent) => !isWell(agent)).slice(0, unwellMost) : all;
  const { live, of } = sources.value;
  return (
    <>
      <ul id="sources" class="sources" aria-label={t('sources')}>
        {named.map((agent) => (
          <Source key={agent.id} agent={agent} />
        ))}
      </ul>
      {named.length < all.length && (
        <button type="button" aria-expanded={board.value === 'sources'} onClick={() => toggleBoard('sources')}>
          {t('sourcesLive', { live, of })}
        </button>
      )}
    </>
  );
}

const since = (time: number): string => ageText(lang.value, serverNow() - time);
