package shop;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.DlqDestinationConfig;
import software.amazon.awscdk.services.lambda.IEventSourceDlq;
import software.amazon.awscdk.services.lambda.IEventSourceMapping;
import software.amazon.awscdk.services.lambda.IFunction;

/** The topic of the operations team, of which only the ARN is known: a destination of the shop's own making. */
public class OperationsTopic implements IEventSourceDlq {
    private final String topicArn;

    public OperationsTopic(String topicArn) {
        this.topicArn = topicArn;
    }

    @Override
    public DlqDestinationConfig bind(IEventSourceMapping target, IFunction targetHandler) {
        targetHandler.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("sns:Publish"))
                .resources(List.of(topicArn))
                .build());
        return DlqDestinationConfig.builder().destination(topicArn).build();
    }
}
