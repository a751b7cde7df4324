// Starts the page: language, who is looking, then clock, keys, the port's fences and the link.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { AlertList } from './alerts/alert-list.tsx';
import { startRules } from './alerts/follow-rules.ts';
import { startKeys } from './alerts/keys.ts';
import { Why } from './alerts/why.tsx';
import { Questions } from './case/questions.tsx';
import { startClock } from './clock.ts';
import { startLanguage, t } from './language.ts';
import { askPort } from './link/port.ts';
import { Link } from './link/socket.ts';
import { MapPane } from './map/map-pane.tsx';
import { LoginPage } from './people/login.tsx';
import { RollPage } from './people/roll-page.tsx';
import { heedOthers, may, recheck, session, startSession } from './people/session.ts';
import { checks, mergeChecks } from './state/checks.ts';
import { Commit } from './state/commit.ts';
import { Follow } from './state/follow.ts';
import { alerts, live, port, portTrouble } from './state/screen.ts';
import { Banners } from './status/banners.tsx';
import { StatusBar } from './status/status-bar.tsx';
import { startStory } from './story/follow-story.ts';
import { startTrack } from './story/follow-track.ts';
import { CheckPrompt } from './trust/check-prompt.tsx';

declare global {
  interface Window {
    /** For a browser test: `ready` when the port and the first sync are on the page; the counts are of rows held. */
    efence: { readonly ready: Promise<void>; assets(): number; alerts(): number };
  }
}

const portRetryMs = 3_000;
/** The windows of fences are told for weeks: a page that is never closed asks for more in time. */
const portAgainMs = 86_400_000;

function Page() {
  if (session.value === undefined) return <p class="calm">{t('notSynced')}</p>;
  if (!may('see')) return may('people') ? <RollPage /> : <LoginPage />;
  return (
    <>
      <StatusBar />
      <Banners />
      <main>
        <MapPane />
        <div id="side">
          <Questions />
          <CheckPrompt />
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
    begun: () => void recheck(),
    checks: (frame, whole) => {
      checks.value = mergeChecks(checks.value, frame, whole);
    },
    refused: () => void recheck(),
    connected: (is) => {
      commit.synced(is);
      document.body.dataset['connected'] = String(is);
      if (!is) return;
      firstSync();
      void askPortAgain();
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

/** A hub that is back may have another plan. What cannot be had now stays as it is. */
async function askPortAgain(): Promise<void> {
  if (port.peek() === undefined) return;
  const answer = await askPort();
  if (answer.ok && JSON.stringify(answer.value) !== JSON.stringify(port.peek())) port.value = answer.value;
}

/** Whoever may see the port is shown it; until then nothing of it is asked for. */
async function startLooking(): Promise<void> {
  await startSession();
  heedOthers();
  await new Promise<void>((resolve) => effect(() => void (may('see') && resolve())));
  startKeys();
  startStory();
  startTrack();
  startRules();
  const firstSync = Promise.withResolvers<void>();
  startLink(firstSync.resolve);
  await Promise.all([startPort(), firstSync.promise]);
  setInterval(() => void askPortAgain(), portAgainMs);
}

startLanguage();
const ready = startLooking();
window.efence = { ready, assets: () => live.value.assets.size, alerts: () => alerts.value.size };
const page = document.getElementById('page');
if (page !== null) render(<Page />, page);
