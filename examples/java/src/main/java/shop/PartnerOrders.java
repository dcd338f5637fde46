package shop;

import io.github.cdklambdaeventsources.SqsEventSource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** Reads the inbox of the partners. Who they are is confidential, so the filters are encrypted as well. */
public class PartnerOrders extends Stack {
    /**
     * @param filterKeyArn the key of the security team. Its policy is theirs too, which the warning of this stack is about.
     */
    public PartnerOrders(Construct scope, String id, StackProps props, IQueue inbox, String filterKeyArn) {
        super(scope, id, props);
        ShopFunction importOrders = new ShopFunction(this, "Import", "import-partner-orders", Duration.minutes(1));
        importOrders.addEventSource(SqsEventSource.Builder.create(inbox)
                .reportBatchItemFailures(true)
                .filters(List.of(Map.of("body", Map.of("partner", List.of("acme", "globex")))))
                .filterEncryption(Key.fromKeyArn(this, "FilterKey", filterKeyArn))
                .build());
    }
}
