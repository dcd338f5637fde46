import { Resource } from './resource';

/** What is deployed together with the mappings, and no reference leads to. Each door of the engine brings its own. */
export interface Surroundings {
  /** The resources of one type. */
  resourcesOf(type: string): readonly Resource[];

  /** Whether somebody who is not seen may add to a resource: rules to a security group, endpoints to a VPC. */
  isOpenToOthers(resource: Resource): boolean;
}

/** Nothing is seen but what mappings refer to. */
export const UNSEEN: Surroundings = { resourcesOf: () => [], isOpenToOthers: () => true };
