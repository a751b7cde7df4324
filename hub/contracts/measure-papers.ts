// What OpenAPI says of the measures: how alerts are coped with, and what a Prometheus reads.

const span = (name: string, description: string): object => {
  return { name, in: 'query', description, schema: { type: 'string' } };
};

export const measurePaths = (problem: object): Readonly<Record<string, object>> => ({
  '/api/v1/measures': {
    get: {
      summary: 'How alerts are coped with, each figure beside its target.',
      description: 'For monitors, supervisors and auditors: of one site, or of all together that one sees.',
      operationId: 'measures',
      parameters: [
        span('site', 'one site that one sees; without it all of them'),
        span('from', 'ISO 8601 or ms; a day before `to` where it is not said'),
        span('to', 'ISO 8601 or ms; now where it is not said'),
      ],
      responses: {
        '200': {
          description: 'The measures of that time.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Measures' } } },
        },
        default: problem,
      },
    },
  },
  '/metrics': {
    get: {
      summary: 'What a Prometheus reads, in its text format.',
      description: 'For whoever may `inspect`. Counters run since the start of the hub; no label is an id.',
      operationId: 'metrics',
      responses: {
        '200': { description: 'The metrics as they are now.', content: { 'text/plain': {} } },
        default: problem,
      },
    },
  },
});
