// What OpenAPI says of an alert's picture, the one answer that is no JSON. Live video is in AsyncAPI, as a WebSocket.

const named = (name: string, pattern: string): object => {
  return { name, in: 'path', required: true, schema: { type: 'string', pattern } };
};

export const picturePaths = (problem: object): Readonly<Record<string, object>> => ({
  '/api/v1/alerts/{id}/pictures/{sha256}': {
    get: {
      summary: 'A picture that an alert bears.',
      operationId: 'alertPicture',
      parameters: [named('id', '^[0-9a-f]{16}$'), named('sha256', '^[0-9a-f]{64}$')],
      responses: {
        '200': { description: 'The file as it was hashed.', content: { 'image/jpeg': {} } },
        default: problem,
      },
    },
  },
});
