// The CDK's own template linter costs seconds per synth. Tests of what a user sees switch it on again.
process.env.CDK_VALIDATION = 'false';
// What aws-cdk-lib calls of itself that is deprecated hides what a failing test has to say.
process.env.JSII_DEPRECATED ??= 'quiet';
