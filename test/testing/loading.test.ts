test('loading the testers does not load the engine of filters', () => {
  jest.isolateModules(() => {
    const loaded: string[] = [];
    jest.doMock('../../src/filters/parse', () => {
      loaded.push('parse');
      return jest.requireActual('../../src/filters/parse');
    });
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { FilterTester } = require('../../src/testing');
    expect(loaded).toEqual([]);
    FilterTester.sqs([]);
    expect(loaded).toEqual(['parse']);
  });
});
