package shop;

import java.nio.file.Path;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionProps;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A function of the shop: they share one folder of code, and how they log. */
public class ShopFunction extends Function {
    private static final Path FUNCTIONS = Path.of("../typescript/functions");

    public ShopFunction(Construct scope, String id, String file, Duration timeout) {
        this(scope, id, file, timeout, null);
    }

    /** A null reserves nothing. */
    public ShopFunction(Construct scope, String id, String file, Duration timeout, Number reservedConcurrentExecutions) {
        super(scope, id, FunctionProps.builder()
                .runtime(Runtime.NODEJS_22_X)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset(FUNCTIONS.toString()))
                .handler(file + ".handler")
                .logGroup(LogGroup.Builder.create(scope, id + "Log")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .timeout(timeout)
                .reservedConcurrentExecutions(reservedConcurrentExecutions)
                .build());
    }
}
