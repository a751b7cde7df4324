// A hub whose broker sends PUBACK before the commit, so that a test can show that it would be found out. Never part of the product.
import { EmbeddedBroker } from '../../hub/ingest/embedded-broker.ts';

const open = EmbeddedBroker.open.bind(EmbeddedBroker);
EmbeddedBroker.open = (intake) =>
  open({
    ...intake,
    hear: (heard, payload, durable) => {
      intake.hear(heard, payload, () => {});
      durable();
    },
  });
await import('../../hub/main.ts');
