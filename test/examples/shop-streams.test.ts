/** Invokes a function of the example app with an event, as Lambda does. Answers what it returned, and what was logged. */
async function invoke(file: string, event: object) {
  const logged: Record<string, unknown>[] = [];
  jest.spyOn(console, 'log').mockImplementation(line => { logged.push(JSON.parse(line)); });
  const { handler } = jest.requireActual<{ handler(event: object): Promise<unknown> }>(`../../examples/typescript/functions/${file}`);
  return { answer: await handler(event), logged };
}

const base64 = (body: unknown) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)).toString('base64');
const failures = (...itemIdentifiers: unknown[]) => ({ batchItemFailures: itemIdentifiers.map(itemIdentifier => ({ itemIdentifier })) });

afterEach(() => jest.restoreAllMocks());

const order = (id: string) => ({ id, lines: [{ sku: 'mug', quantity: 2, unitPriceInCents: 1250 }] });

describe('follow-orders', () => {
  const event = (...bodies: unknown[]) => ({ Records: bodies.map((body, i) => ({ kinesis: { sequenceNumber: `49${i}`, data: base64(body) } })) });
  const placed = { type: 'order-placed', orderId: 'ä1' };

  test('good events: none comes back, and each is logged', async () => {
    const { answer, logged } = await invoke('follow-orders', event(placed, { ...placed, type: 'order-shipped' }));
    expect(answer).toEqual(failures());
    expect(logged).toEqual([
      { level: 'INFO', message: 'order moved', orderId: 'ä1', type: 'order-placed' },
      { level: 'INFO', message: 'order moved', orderId: 'ä1', type: 'order-shipped' },
    ]);
  });

  test.each([
    ['an unknown type', { ...placed, type: 'order-lost' }],
    ['no order', { type: 'order-placed' }],
    ['no JSON', 'order 4711'],
  ])('an event with %s: it is the checkpoint, and what follows is not touched', async (_, bad) => {
    const { answer, logged } = await invoke('follow-orders', event(placed, bad, placed));
    expect(answer).toEqual(failures('491'));
    expect(logged.map(({ level }) => level)).toEqual(['INFO', 'ERROR']);
  });
});

describe('measure-sales', () => {
  const window = { start: '2026-01-01T00:00:00Z', end: '2026-01-01T00:01:00Z' };
  const event = (state: object, isFinalInvokeForWindow: boolean, ...bodies: unknown[]) =>
    ({ Records: bodies.map(body => ({ kinesis: { data: base64(body) } })), window, state, shardId: 'shard-1', isFinalInvokeForWindow });

  test('the first batch of a window: it is added up, and nothing is logged yet', async () => {
    const { answer, logged } = await invoke('measure-sales', event({}, false, { totalInCents: 500 }, { totalInCents: 250 }));
    expect(answer).toEqual({ state: { orders: 2, totalInCents: 750, unreadable: 0 } });
    expect(logged).toEqual([]);
  });

  test('the last batch of a window: the sums of the minute are logged', async () => {
    const { logged } = await invoke('measure-sales', event({ orders: 2, totalInCents: 750, unreadable: 0 }, true, { totalInCents: 1 }));
    expect(logged).toEqual([{ level: 'INFO', message: 'sales', shardId: 'shard-1', from: window.start, to: window.end, orders: 3, totalInCents: 751, unreadable: 0 }]);
  });

  test.each([['no amount', {}], ['half a cent', { totalInCents: 0.5 }], ['null', 'null'], ['no JSON', 'x']])('%s: it is counted, not summed', async (_, body) => {
    expect((await invoke('measure-sales', event({}, false, body))).answer).toEqual({ state: { orders: 0, totalInCents: 0, unreadable: 1 } });
  });
});

describe('confirm-orders', () => {
  const image = (quantity: object) => ({
    id: { S: 'a' },
    gift: { BOOL: false },
    note: { NULL: true },
    lines: { L: [{ M: { sku: { S: 'mug' }, quantity, unitPriceInCents: { N: '1250' } } }] },
  });
  const event = (...images: object[]) => ({ Records: images.map((NewImage, i) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber: `${i}00`, NewImage } })) });

  test('a new order: it is read out of the types of DynamoDB', async () => {
    const { answer, logged } = await invoke('confirm-orders', event(image({ N: '3' })));
    expect(answer).toEqual(failures());
    expect(logged).toEqual([{ level: 'INFO', message: 'order confirmed', orderId: 'a', totalInCents: 3750 }]);
  });

  test.each([['a quantity as text', { S: '3' }], ['a quantity in bytes', { B: 'Mw==' }], ['a quantity of 0', { N: '0' }]])('%s: it is the checkpoint', async (_, quantity) => {
    expect((await invoke('confirm-orders', event(image({ N: '1' }), image(quantity), image({ N: '1' })))).answer).toEqual(failures('100'));
  });
});

describe('follow-shipments', () => {
  const record = (offset: number, value: unknown) => ({ topic: 'shipments', partition: 0, offset, value: base64(value) });
  const shipped = { parcelId: 'p', carrier: 'acme' };

  test('a record fails: its partition stops there, the other goes on', async () => {
    const { answer, logged } = await invoke('follow-shipments', {
      records: {
        'shipments-0': [record(7, shipped), record(8, { parcelId: 'q' }), record(9, shipped)],
        'shipments-1': [record(3, shipped), record(4, shipped)],
      },
    });
    expect(answer).toEqual(failures({ partition: 'shipments-0', offset: 8 }));
    expect(logged.filter(({ level }) => level === 'INFO')).toHaveLength(3);
  });

  test('good records: none comes back', async () => {
    const { answer, logged } = await invoke('follow-shipments', { records: { 'shipments-0': [record(0, shipped)] } });
    expect(answer).toEqual(failures());
    expect(logged).toEqual([{ level: 'INFO', message: 'parcel shipped', ...shipped }]);
  });
});

describe('take-till-orders', () => {
  test('orders and one that is none: the orders are taken, the other is logged with its id', async () => {
    const { answer, logged } = await invoke('take-till-orders', {
      rmqMessagesByQueue: {
        'till-orders::/': [
          { basicProperties: { messageId: 'm1' }, data: base64('[]') },
          { basicProperties: { messageId: 'm2' }, data: base64(order('a')) },
        ],
      },
    });
    expect(answer).toBeUndefined();
    expect(logged).toEqual([
      { level: 'ERROR', message: 'message failed', queue: 'till-orders::/', messageId: 'm1', reason: 'id is missing; lines are missing' },
      { level: 'INFO', message: 'till order taken', orderId: 'a', totalInCents: 2500 },
    ]);
  });
});

describe('publish-catalogue', () => {
  const documentKey = { _id: { $oid: '63ee' } };
  const changes = (...events: object[]) => ({ events: events.map(event => ({ event: { _id: { _data: '01' }, documentKey, ...event } })) });

  test.each([['insert', 990], ['update', { $numberInt: '990' }], ['replace', { $numberLong: '990' }]])('%s: name and price are published', async (operationType, priceInCents) => {
    const { logged } = await invoke('publish-catalogue', changes({ operationType, fullDocument: { name: 'Mug', priceInCents } }));
    expect(logged).toEqual([{ level: 'INFO', message: 'article published', articleId: '63ee', name: 'Mug', priceInCents: 990 }]);
  });

  test.each([['a deletion', { operationType: 'delete' }], ['an update of what is gone', { operationType: 'update', fullDocument: null }]])('%s: the article is withdrawn', async (_, event) => {
    expect((await invoke('publish-catalogue', changes(event))).logged).toEqual([{ level: 'INFO', message: 'article published', articleId: '63ee', withdrawn: true }]);
  });

  test.each([['none', undefined], ['null', null], ['half a cent', 0.5], ['text', 'free']])('a price that is %s: the change is logged, and the next is published', async (_, priceInCents) => {
    const { logged } = await invoke('publish-catalogue', changes({ operationType: 'insert', fullDocument: { name: 'Mug', priceInCents } }, { operationType: 'delete' }));
    expect(logged).toEqual([
      { level: 'ERROR', message: 'change failed', change: '01', reason: 'priceInCents is not a whole number' },
      { level: 'INFO', message: 'article published', articleId: '63ee', withdrawn: true },
    ]);
  });

  test('the collection is dropped: nothing is published', async () => {
    expect((await invoke('publish-catalogue', changes({ operationType: 'drop', documentKey: undefined }))).logged).toEqual([]);
  });
});
