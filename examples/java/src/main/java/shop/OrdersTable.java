package shop;

import io.github.cdklambdaeventsources.DynamoEventSource;
import io.github.cdklambdaeventsources.FailureDestination;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** The table of orders: whoever puts one there has it confirmed, without a call of their own. */
public class OrdersTable extends Stack {
    public OrdersTable(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        TableV2 orders = TableV2.Builder.create(this, "Orders")
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .dynamoStream(StreamViewType.NEW_IMAGE)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        // A bucket keeps the records themselves: the stream has forgotten them after a day.
        Bucket failed = Bucket.Builder.create(this, "FailedConfirmations")
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .lifecycleRules(List.of(LifecycleRule.builder().expiration(Duration.days(90)).build()))
                .build();

        ShopFunction confirm = new ShopFunction(this, "Confirm", "confirm-orders", Duration.seconds(20));
        confirm.addEventSource(DynamoEventSource.Builder.create(orders)
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(25)
                .reportBatchItemFailures(true)
                .filters(List.of(Map.of("eventName", List.of("INSERT"))))
                .retryAttempts(5)
                .onFailure(FailureDestination.bucket(failed))
                .build());
    }
}
