import { IConstruct } from 'constructs';
import { Facts } from '../../facts/facts';

/** Something of an app that is judged: a resource, or what one of our event sources adds to the resource of others. */
export interface ValidationTarget {
  /** The L1, or our construct where it is no resource of its own. Acknowledgements are looked up from here. */
  readonly construct: IConstruct;
  /** Whether a construct of this library made it, which validates itself. */
  readonly validatesItself: boolean;
  facts(): Facts;
}
