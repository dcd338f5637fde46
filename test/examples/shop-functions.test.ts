interface Message { readonly messageId: string; readonly body: string; readonly attributes: { readonly MessageGroupId?: string } }
interface Answer { readonly batchItemFailures: { readonly itemIdentifier: string }[] }

/** Invokes a function of the example app with messages, as Lambda does. Answers which failed, and what was logged. */
async function invoke(file: string, ...messages: Message[]) {
  const logged: Record<string, unknown>[] = [];
  jest.spyOn(console, 'log').mockImplementation(line => { logged.push(JSON.parse(line)); });
  const { handler } = jest.requireActual<{ handler(event: object): Promise<Answer> }>(`../../examples/typescript/functions/${file}`);
  const answer = await handler({ Records: messages });
  return { failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), logged };
}

function message(messageId: string, body: unknown, group?: string): Message {
  return { messageId, body: typeof body === 'string' ? body : JSON.stringify(body), attributes: { MessageGroupId: group } };
}

afterEach(() => jest.restoreAllMocks());

const order = (id: string, ...quantities: number[]) => ({ id, lines: quantities.map(quantity => ({ sku: 'mug', quantity, unitPriceInCents: 1250 })) });

describe('fulfil-orders', () => {
  test('a batch of good orders: none comes back, and their totals are logged', async () => {
    const { failed, logged } = await invoke('fulfil-orders', message('1', order('a', 1, 2)), message('2', order('b', 1)));
    expect(failed).toEqual([]);
    expect(logged).toEqual([
      { level: 'INFO', message: 'order accepted', orderId: 'a', lines: 2, totalInCents: 3750 },
      { level: 'INFO', message: 'order accepted', orderId: 'b', lines: 1, totalInCents: 1250 },
    ]);
  });

  test.each([
    ['no JSON', 'order 4711'],
    ['not an object', 'null'],
    ['no lines', { id: 'a', lines: [] }],
    ['a quantity of 0', order('a', 0)],
    ['half a mug', order('a', 0.5)],
    ['no id', order('', 1)],
  ])('an order with %s: it alone comes back', async (_, body) => {
    const { failed, logged } = await invoke('fulfil-orders', message('good', order('b', 1)), message('bad', body));
    expect(failed).toEqual(['bad']);
    expect(logged).toContainEqual(expect.objectContaining({ level: 'ERROR', messageId: 'bad' }));
  });

  test('an order with two mistakes: both are named', async () => {
    const { logged } = await invoke('fulfil-orders', message('bad', order('', 0)));
    expect(logged[0].reason).toBe('id is missing; lines[0].quantity is not a whole number from 1');
  });
});

describe('settle-payments', () => {
  const capture = { orderId: 'a', kind: 'capture', amountInCents: 500 };

  test('a payment fails: the rest of its order comes back too, other orders go on', async () => {
    const { failed, logged } = await invoke('settle-payments',
      message('1', { ...capture, kind: 'gift' }, 'a'), message('2', capture, 'a'), message('3', { ...capture, orderId: 'b' }, 'b'));
    expect(failed).toEqual(['1', '2']);
    expect(logged).toContainEqual({ level: 'INFO', message: 'payment booked', orderId: 'b', bookedInCents: 500 });
  });

  test('a refund: it is booked as a negative amount', async () => {
    const { logged } = await invoke('settle-payments', message('1', { ...capture, kind: 'refund' }, 'a'));
    expect(logged).toEqual([{ level: 'INFO', message: 'payment booked', orderId: 'a', bookedInCents: -500 }]);
  });

  test.each([0, -1, 1.5, '500'])('an amount of %p: the payment comes back', async amountInCents => {
    expect((await invoke('settle-payments', message('1', { ...capture, amountInCents }, 'a'))).failed).toEqual(['1']);
  });

  test('a kind that every object has: the payment comes back', async () => {
    expect((await invoke('settle-payments', message('1', { ...capture, kind: 'toString' }, 'a'))).failed).toEqual(['1']);
  });
});

describe('import-partner-orders', () => {
  const partnerOrder = (price: unknown) => ({ partner: 'acme', reference: '7', items: [{ article: 'mug', count: 3, price }] });

  test.each([['12.50', 3750], ['0.29', 87], ['12.5', 3750], ['12', 3600]])('a price of %p: three cost %p cents', async (price, totalInCents) => {
    const { failed, logged } = await invoke('import-partner-orders', message('1', partnerOrder(price)));
    expect(failed).toEqual([]);
    expect(logged).toEqual([{ level: 'INFO', message: 'partner order imported', orderId: 'acme-7', totalInCents }]);
  });

  test.each(['12,50', '12.505', '-1', undefined])('a price of %p: the order comes back', async price => {
    expect((await invoke('import-partner-orders', message('1', partnerOrder(price)))).failed).toEqual(['1']);
  });

  test('no reference: the order comes back', async () => {
    expect((await invoke('import-partner-orders', message('1', { ...partnerOrder('1'), reference: '' }))).failed).toEqual(['1']);
  });
});

describe('track-parcels', () => {
  test('scans out of order: the furthest stage counts, once', async () => {
    const { failed, logged } = await invoke('track-parcels',
      message('1', { parcelId: 'p', stage: 'delivered' }), message('2', { parcelId: 'p', stage: 'packed' }), message('3', { parcelId: 'q', stage: 'packed' }));
    expect(failed).toEqual([]);
    expect(logged).toEqual([
      { level: 'INFO', message: 'parcel moved', parcelId: 'p', stage: 'delivered' },
      { level: 'INFO', message: 'parcel moved', parcelId: 'q', stage: 'packed' },
    ]);
  });

  test('an unknown stage, and no parcel: both come back', async () => {
    const { failed, logged } = await invoke('track-parcels', message('1', { parcelId: 'p', stage: 'lost' }), message('2', { stage: 'packed' }));
    expect(failed).toEqual(['1', '2']);
    expect(logged.map(({ level }) => level)).toEqual(['ERROR', 'ERROR']);
  });
});
