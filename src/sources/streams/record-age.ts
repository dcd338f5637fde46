import { Duration, Lazy } from 'aws-cdk-lib';
import { UNLIMITED } from '../../aws/special-values';

/** The age of a record that has no number of seconds. Any other age is a `Duration`. */
export class RecordAge {
  /**
   * No limit: Lambda retries a record until it expires in the stream.
   *
   * Writes -1 to the template, where leaving the age out writes nothing and leaves it to AWS, whose default is the same.
   */
  public static unlimited(): Duration {
    // A duration cannot be negative, and it does not look into tokens.
    return Duration.seconds(Lazy.number({ produce: () => UNLIMITED }));
  }

  private constructor() {}
}
