package shop;

import io.github.cdklambdaeventsources.DocumentDbEventSource;
import io.github.cdklambdaeventsources.FullDocument;
import io.github.cdklambdaeventsources.PollerNetwork;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.docdb.ClusterParameterGroup;
import software.amazon.awscdk.services.docdb.DatabaseCluster;
import software.amazon.awscdk.services.docdb.Login;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.constructs.Construct;

/** The catalogue that buyers edit. What they change is published: the change stream of a collection, enabled in the database. */
public class CatalogueChanges extends Stack {
    public CatalogueChanges(Construct scope, String id, StackProps props, IVpc vpc) {
        super(scope, id, props);

        SecurityGroup network = SecurityGroup.Builder.create(this, "Network")
                .vpc(vpc)
                .description("The catalogue and what reads it")
                .build();
        DatabaseCluster cluster = DatabaseCluster.Builder.create(this, "Cluster")
                .vpc(vpc)
                .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
                .securityGroup(network)
                .instanceType(InstanceType.of(InstanceClass.R6G, InstanceSize.LARGE))
                .engineVersion("5.0.0")
                .masterUser(Login.builder().username("shop").build())
                .storageEncrypted(true)
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .parameterGroup(ClusterParameterGroup.Builder.create(this, "Parameters")
                        .family("docdb5.0")
                        .parameters(Map.of("change_stream_log_retention_duration", String.valueOf(Duration.days(3).toSeconds())))
                        .build())
                .build();

        ShopFunction publish = new ShopFunction(this, "Publish", "publish-catalogue", Duration.seconds(30));
        DocumentDbEventSource changes = DocumentDbEventSource.Builder.create(cluster)
                .databaseName("shop")
                .collectionName("articles")
                .fullDocument(FullDocument.UPDATE_LOOKUP)
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(20)
                .maxBatchingWindow(Duration.seconds(1))
                .build();
        publish.addEventSource(changes);
        PollerNetwork.of(vpc).connect(changes, cluster);
    }
}
