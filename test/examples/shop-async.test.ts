/** Invokes a function of the example app as Lambda does. Answers what it answers, and what was logged. */
async function invoke(file: string, event: object) {
  const logged: Record<string, unknown>[] = [];
  jest.spyOn(console, 'log').mockImplementation(line => { logged.push(JSON.parse(line)); });
  const { handler } = jest.requireActual<{ handler(event: object): Promise<unknown> }>(`../../examples/typescript/functions/${file}`);
  return { answer: await handler(event), logged };
}

afterEach(() => jest.restoreAllMocks());

describe('register-photos', () => {
  const uploaded = (key: string, size = 1000) => ({ Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key, size } } }] });

  test('a photo: it is registered by its key, decoded', async () => {
    const { logged } = await invoke('register-photos', uploaded('uploads/mug-7/from+the+left+%281%29.jpg'));
    expect(logged).toEqual([{ level: 'INFO', message: 'photo registered', articleId: 'mug-7', key: 'uploads/mug-7/from the left (1).jpg' }]);
  });

  test.each(['uploads/front.jpg', 'uploads/mug-7/front.png', 'mug-7/front.jpg'])('the key %s names no article: the function fails', async key => {
    await expect(invoke('register-photos', uploaded(key))).rejects.toThrow(`${key} names no article`);
  });

  test.each<[number, boolean]>([[20_000_000, true], [20_000_001, false]])('a photo of %p bytes: is it taken? %p', async (size, isTaken) => {
    const done = invoke('register-photos', uploaded('uploads/mug-7/front.jpg', size)).then(() => true, () => false);
    expect(await done).toBe(isTaken);
  });
});

describe('notify-customers', () => {
  const news = (type: string | undefined, message: object) => ({
    Records: [{ Sns: { MessageId: 'm', Message: JSON.stringify(message), MessageAttributes: type ? { type: { Type: 'String', Value: type } } : {} } }],
  });

  test.each([['order-shipped', 'Your order a is on its way.'], ['order-cancelled', 'Your order a is cancelled.']])('%s: the customer is told', async (type, text) => {
    const { logged } = await invoke('notify-customers', news(type, { orderId: 'a' }));
    expect(logged).toEqual([{ level: 'INFO', message: 'customer notified', orderId: 'a', text }]);
  });

  test.each<[string, string | undefined, object]>([
    ['a type that has no text', 'order-placed', { orderId: 'a' }],
    ['no type', undefined, { orderId: 'a' }],
    ['no order', 'order-shipped', {}],
  ])('%s: the function fails', async (_, type, message) => {
    await expect(invoke('notify-customers', news(type, message))).rejects.toThrow('message m has no text for customers');
  });
});

describe('close-day', () => {
  test('the clock: it answers the day', async () => {
    expect((await invoke('close-day', { time: '2026-03-01T22:00:00Z' })).answer).toEqual({ day: '2026-03-01' });
  });

  test.each([{}, { time: 'tonight' }])('%j: the function fails', async event => {
    await expect(invoke('close-day', event)).rejects.toThrow('it must be a point in time');
  });
});

describe('report-failures', () => {
  const requestContext = { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:close:live', condition: 'RetriesExhausted', approximateInvokeCount: 2 };

  test('an error of the function: it is reported with its message', async () => {
    const { logged } = await invoke('report-failures', { requestContext, requestPayload: { time: 'tonight' }, responsePayload: { errorMessage: 'no time' } });
    expect(logged).toEqual([{
      level: 'ERROR', message: 'invocation failed', function: requestContext.functionArn, condition: 'RetriesExhausted', attempts: 2, reason: 'no time', event: { time: 'tonight' },
    }]);
  });

  test('an event that was too old: there is no message', async () => {
    const { logged } = await invoke('report-failures', { requestContext: { ...requestContext, condition: 'EventAgeExceeded' }, requestPayload: {} });
    expect(logged[0]).toMatchObject({ condition: 'EventAgeExceeded', reason: 'the event was not processed in time' });
  });
});
