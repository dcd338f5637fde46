package shop;

import io.github.cdklambdaeventsources.KafkaCluster;
import io.github.cdklambdaeventsources.KafkaDlq;
import io.github.cdklambdaeventsources.KafkaEventSource;
import io.github.cdklambdaeventsources.PollerNetwork;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.lambda.ProvisionedPollerConfig;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.msk.CfnServerlessCluster;
import software.constructs.Construct;

/** Shipments of the carriers, in order per parcel: a topic on MSK Serverless, where Lambda logs in by IAM. The carriers make the topics. */
public class ShipmentsTopic extends Stack {
    public ShipmentsTopic(Construct scope, String id, StackProps props, IVpc vpc) {
        super(scope, id, props);

        SecurityGroup brokers = SecurityGroup.Builder.create(this, "Brokers")
                .vpc(vpc)
                .description("Brokers of the shipments and what reads them")
                .build();
        CfnServerlessCluster cluster = CfnServerlessCluster.Builder.create(this, "Cluster")
                .clusterName("shipments")
                .clientAuthentication(CfnServerlessCluster.ClientAuthenticationProperty.builder()
                        .sasl(CfnServerlessCluster.SaslProperty.builder()
                                .iam(CfnServerlessCluster.IamProperty.builder().enabled(true).build())
                                .build())
                        .build())
                .vpcConfigs(List.of(CfnServerlessCluster.VpcConfigProperty.builder()
                        .subnetIds(vpc.selectSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
                                .getSubnetIds())
                        .securityGroups(List.of(brokers.getSecurityGroupId()))
                        .build()))
                .build();

        ShopFunction ship = new ShopFunction(this, "Ship", "follow-shipments", Duration.seconds(30));
        KafkaEventSource shipments = KafkaEventSource.Builder.create(KafkaCluster.mskServerless(cluster))
                .topic("shipments")
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .consumerGroupId("shop-shipments")
                .batchSize(200)
                .maxBatchingWindow(Duration.seconds(1))
                .provisionedPollerConfig(ProvisionedPollerConfig.builder().minimumPollers(1).maximumPollers(4).build())
                .reportBatchItemFailures(true)
                .retryAttempts(3)
                .onFailure(new KafkaDlq("shipments-failed"))
                .build();
        ship.addEventSource(shipments);
        // In provisioned mode this is a rule of the security group only: Lambda invokes the function past the VPC.
        PollerNetwork.of(vpc).connect(shipments, brokers);
    }
}
