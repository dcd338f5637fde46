import * as path from 'path';
import { IConstruct } from 'constructs';
import { callSiteIn } from '../values/call-site';

/** The entry that aws-cdk-lib writes for each L1 from version 2.258 on. */
const CREATION_STACK = 'aws:cdk:creationStack';

/** The folder of the modules of this library: this one is in a folder of its own before it is put into a bundle. */
const OWN_FOLDER = path.basename(__dirname) === 'cdk' ? path.dirname(__dirname) : __dirname;

/** File, line and column of the code that made an L1; undefined where nothing noted them. */
export function callSiteOf(construct: IConstruct): string | undefined {
  return callSiteIn(construct.node.metadata.find(({ type }) => type === CREATION_STACK)?.data, OWN_FOLDER);
}
