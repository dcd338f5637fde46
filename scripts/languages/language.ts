import { rmSync } from 'fs';
import { homedir } from 'os';
import { join } from 'path';

/** The versions that npm, PyPI, Maven Central and the Go module proxy all have. Templates compare only if all examples use the same. */
export const PINS = { cdk: '2.263.0', constructs: '10.6.0' };

export type Program = 'shop' | 'first' | 'mistakes' | 'checks';

/** How a user of a language installs the package and runs the example. Commands run in examples/<name>. */
export interface Language {
  readonly name: string;
  /** Programs that must be there, each with the arguments that tell its version, and what to install if it is not. */
  readonly tools: readonly { readonly probe: readonly string[]; readonly install: string }[];
  /** Whether the language may be left at its generated code where a tool is missing. */
  readonly generatedIsEnough?: boolean;
  /** Arguments of jsii-pacmak. */
  readonly target: readonly string[];
  /** The file that pins the versions. */
  readonly pins: string;
  /** Forgets an earlier build of the package, which has the same version. */
  readonly forget?: () => void;
  readonly install: readonly (readonly string[])[];
  /** Imports the package, or compiles what does. */
  readonly load: readonly string[];
  readonly program: (program: Program) => readonly string[];
}

const PYTHON = '.venv/bin/python';

export const LANGUAGES: readonly Language[] = [
  {
    name: 'python',
    tools: [{ probe: ['python3', '-c', 'import venv, sys; assert sys.version_info >= (3, 10)'], install: 'Python 3.10 or later, with venv' }],
    target: ['--target', 'python'],
    pins: 'requirements.txt',
    install: [
      ['python3', '-m', 'venv', '--clear', '.venv'],
      ['.venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt'],
    ],
    load: [PYTHON, '-c', 'import cdk_lambda_event_sources'],
    program: program => [PYTHON, program === 'shop' ? 'app.py' : `${program}.py`],
  },
  {
    name: 'java',
    tools: [
      { probe: ['javac', '--release', '17', '-version'], install: 'a Java development kit of version 17 or later' },
      { probe: ['mvn', '--version'], install: 'Maven 3.8 or later' },
    ],
    target: ['--target', 'java'],
    pins: 'pom.xml',
    forget: () => {
      rmSync(join(homedir(), '.m2/repository/io/github/cdk-lambda-event-sources'), { recursive: true, force: true });
      rmSync('examples/java/target', { recursive: true, force: true });
    },
    install: [['mvn', '--quiet', '--batch-mode', '--update-snapshots', 'process-resources', 'dependency:build-classpath', '-Dmdep.outputFile=target/classpath']],
    load: ['mvn', '--quiet', '--batch-mode', 'compile'],
    program: program => ['mvn', '-q', '-B', '-Dstyle.color=never', 'compile', 'exec:java', `-Dexec.mainClass=shop.${program[0].toUpperCase()}${program.slice(1)}`],
  },
  {
    name: 'go',
    tools: [{ probe: ['go', 'version'], install: 'Go 1.25 or later' }],
    target: ['--target', 'go', '--code-only'],
    pins: 'go.mod',
    install: [['go', 'mod', 'download']],
    // One compiler a core: together they stay below 2 GB.
    load: ['go', 'build', '-p', '2', '-o', 'bin/', './cmd/...'],
    program: program => [`bin/${program}`],
  },
  {
    name: 'csharp',
    tools: [{ probe: ['dotnet', '--version'], install: 'the .NET SDK 8 or later' }],
    generatedIsEnough: true,
    target: ['--target', 'dotnet'],
    pins: 'Shop.csproj',
    install: [['dotnet', 'restore']],
    load: ['dotnet', 'build', '--no-restore'],
    program: program => ['dotnet', 'run', '--no-build', '--', program],
  },
];
