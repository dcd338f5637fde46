import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import { expectGiven, TEXT } from '../../cdk/given';

/**
 * A method of a REST API as an event source of a Lambda function. All of a function are methods of one API, which is made with the first.
 *
 * The same as in aws-cdk-lib, so that all event sources come from one module.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
// Functions with tenant isolation accept event sources of this name only: it must stay.
export class ApiEventSource implements lambda.IEventSource {
  private readonly source: lambda.IEventSource;

  /**
   * @param method the HTTP method, such as `GET`, or `ANY`
   * @param path the path, which begins with a slash; `{name}` in it is a parameter
   * @param options of the method
   * @throws if the path does not begin with a slash
   */
  public constructor(method: string, path: string, options?: apigateway.MethodOptions) {
    expectGiven('ApiEventSource', 'path', path, TEXT);
    if (!path.startsWith('/')) { throw new Error(`The path of an ApiEventSource is "${path}", but it must begin with a slash. Write "/${path}".`); }
    this.source = new upstream.ApiEventSource(method, path, options);
  }

  /**
   * Adds the method to the API of a function. `fn.addEventSource(source)` calls it.
   *
   * @throws if the API has that method already
   */
  public bind(target: lambda.IFunction): void {
    this.source.bind(target);
  }
}
