// Every source with what it is doing: for a port whose head has no room for them all.
import { t } from '../language.ts';
import { agents } from '../state/screen.ts';
import { Source } from '../status/source.tsx';
import { Panel } from './panel.tsx';

export function SourcesPanel() {
  return (
    <Panel id="all-sources" label={t('allSources')} heading={t('allSources')}>
      <ul class="sources">
        {[...agents.value.values()].map((agent) => (
          <Source key={agent.id} agent={agent} />
        ))}
      </ul>
    </Panel>
  );
}
