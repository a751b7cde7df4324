// Starts the page: language, clock, keys, the port's fences, the link.
import { render } from 'preact';
import { AlertList } from './alerts/alert-list.tsx';
import { startKeys } from './alerts/keys.ts';
import { Why } from './alerts/why.tsx';
import { startClock } from './clock.ts';
import { startLanguage } from './language.ts';
import { askPort } from './link/port.ts';
import { Link } from './link/socket.ts';
import { MapPane } from './map/map-pane.tsx';
import { Commit } from './state/commit.ts';
import { Follow } from './state/follow.ts';
import { alerts, live, port, portTrouble } from './state/screen.ts';
import { Banners } from './status/banners.tsx';
import { StatusBar } from './status/status-bar.tsx';
import { startStory } from './story/follow-story.ts';

declare global {
  interface Window {
    /** For a browser test: `ready` when the port and the first sync are on the page; the counts are of rows held. */
    efence: { readonly ready: Promise<void>; assets(): number; alerts(): number };
  }
}

const portRetryMs = 3_000;

function Page() {
  return (
    <>
      <StatusBar />
      <Banners />
      <main>
        <MapPane />
        <div id="side">
          <AlertList />
          <Why />
        </div>
      </main>
    </>
  );
}

function startLink(firstSync: () => void): void {
  const follow = new Follow();
  const commit = new Commit(follow);
  const link = new Link(follow, {
    changed: (told) => commit.changed(told),
    beat: (t) => commit.beat(t),
    stale: (is) => commit.stale(is),
    connected: (is) => {
      commit.synced(is);
      document.body.dataset['connected'] = String(is);
      if (is) firstSync();
    },
  });
  startClock(() => link.watch());
}

/** Asks until it is told: without fences the map shows nothing to watch, and the page says so meanwhile. */
async function startPort(): Promise<void> {
  for (;;) {
    const answer = await askPort();
    portTrouble.value = answer.ok ? undefined : answer.code;
    if (answer.ok) {
      port.value = answer.value;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, portRetryMs));
  }
}

const firstSync = Promise.withResolvers<void>();
startLanguage();
startKeys();
startStory();
startLink(firstSync.resolve);
const ready = Promise.all([startPort(), firstSync.promise]).then(() => undefined);
window.efence = { ready, assets: () => live.value.assets.size, alerts: () => alerts.value.size };
const page = document.getElementById('page');
if (page !== null) render(<Page />, page);
