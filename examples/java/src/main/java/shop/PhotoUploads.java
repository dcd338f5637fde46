package shop;

import io.github.cdklambdaeventsources.AsyncInvokeOptions;
import io.github.cdklambdaeventsources.InvokeDestination;
import io.github.cdklambdaeventsources.S3EventSource;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.EventType;
import software.amazon.awscdk.services.s3.NotificationKeyFilter;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Photos of articles that partners upload: each is registered as soon as it is there. */
public class PhotoUploads extends Stack {
    public PhotoUploads(Construct scope, String id, StackProps props) {
        super(scope, id, props);

        Bucket photos = Bucket.Builder.create(this, "Photos")
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .build();
        Queue failed = Queue.Builder.create(this, "FailedPhotos")
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();

        ShopFunction register = new ShopFunction(this, "Register", "register-photos", Duration.seconds(10));
        register.addEventSource(S3EventSource.Builder.create(photos)
                .events(List.of(EventType.OBJECT_CREATED))
                .filters(List.of(NotificationKeyFilter.builder().prefix("uploads/").suffix(".jpg").build()))
                .asyncInvoke(AsyncInvokeOptions.builder().onFailure(InvokeDestination.queue(failed)).build())
                .build());
    }
}
