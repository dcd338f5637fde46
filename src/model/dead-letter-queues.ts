import { ResourceSource } from './resource-source';
import { RELATIONS } from '../aws/relations';
import { splitPath } from '../values/path';

/** The ids of the queues that receive what failed elsewhere: dead-letter queues, and destinations for failures. */
export function deadLetterQueues({ resourceSource }: { readonly resourceSource: ResourceSource }): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [type, relations] of Object.entries(RELATIONS)) {
    const paths = relations.filter(([kind]) => kind === 'dead-letters' || kind === 'on-failure').map(([, path]) => splitPath(path));
    if (paths.length === 0) { continue; }
    for (const resource of resourceSource.resources(type)) {
      for (const path of paths) {
        const target = resource.target(path);
        if (target) { ids.add(target.id); }
      }
    }
  }
  // A queue that names the queues which may send to it is made for what failed there, wherever they are.
  for (const queue of resourceSource.resources('AWS::SQS::Queue')) {
    if (queue.value(['RedriveAllowPolicy', 'redrivePermission']) === 'byQueue') { ids.add(queue.id); }
  }
  return ids;
}
