import { JsonFile, Project, Task } from 'projen';

/**
 * A second run of the suite, and of the compiler, against another aws-cdk-lib than the installed one.
 *
 * The other version is installed under an alias; only the module names are mapped to it, so the code under test is the same.
 */
export class NewestCdk {
  readonly test: Task;

  constructor(project: Project, alias: string, jestConfig: object) {
    new JsonFile(project, 'jest.newest.config.json', {
      marker: true,
      obj: {
        ...jestConfig,
        collectCoverage: false,
        coverageThreshold: undefined,
        reporters: ['default'],
        // What loads no aws-cdk-lib has run already, on the oldest.
        filter: '<rootDir>/scripts/check/loads-cdk.cjs',
        moduleNameMapper: {
          '^aws-cdk-lib$': `<rootDir>/node_modules/${alias}`,
          '^aws-cdk-lib/(.*)$': `<rootDir>/node_modules/${alias}/$1`,
        },
      },
    });
    new JsonFile(project, 'tsconfig.newest.json', {
      marker: true,
      allowComments: true,
      obj: {
        extends: './tsconfig.dev.json',
        compilerOptions: {
          paths: {
            'aws-cdk-lib': [`./node_modules/${alias}`],
            'aws-cdk-lib/*': [`./node_modules/${alias}/*`],
          },
        },
        include: ['src/**/*.ts', 'test/**/*.ts'],
      },
    });
    this.test = project.addTask('test:newest', {
      description: `Type-checks and tests against ${alias}`,
      steps: [
        { exec: 'tsc --project tsconfig.newest.json' },
        { exec: 'jest --ci --config jest.newest.config.json', receiveArgs: true },
      ],
    });
  }
}
