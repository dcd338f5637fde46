package shop;

import io.github.cdklambdaeventsources.MqBroker;
import io.github.cdklambdaeventsources.MqEventSource;
import io.github.cdklambdaeventsources.PollerNetwork;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.SecretsManagerSecretOptions;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.amazonmq.CfnBroker;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Orders of the tills in the branches, which speak AMQP: a RabbitMQ broker. The tills declare the queue themselves. */
public class LegacyBroker extends Stack {
    public LegacyBroker(Construct scope, String id, StackProps props, IVpc vpc) {
        super(scope, id, props);

        String username = "shop";
        Secret credentials = Secret.Builder.create(this, "Credentials")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"username\":\"" + username + "\"}")
                        .generateStringKey("password")
                        .excludePunctuation(true)
                        .build())
                .build();
        SecurityGroup network = SecurityGroup.Builder.create(this, "Network")
                .vpc(vpc)
                .description("The broker of the tills and what reads it")
                .build();
        CfnBroker broker = CfnBroker.Builder.create(this, "Broker")
                .brokerName("tills")
                .engineType("RABBITMQ")
                .engineVersion("3.13")
                .autoMinorVersionUpgrade(true)
                .deploymentMode("SINGLE_INSTANCE")
                .hostInstanceType("mq.m7g.medium")
                .publiclyAccessible(false)
                .subnetIds(vpc.selectSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
                        .getSubnetIds()
                        .subList(0, 1))
                .securityGroups(List.of(network.getSecurityGroupId()))
                .logs(CfnBroker.LogListProperty.builder().general(true).build())
                .users(List.of(CfnBroker.UserProperty.builder()
                        .username(username)
                        .password(SecretValue.secretsManager(
                                        credentials.getSecretArn(),
                                        SecretsManagerSecretOptions.builder().jsonField("password").build())
                                .unsafeUnwrap())
                        .build()))
                .build();

        ShopFunction take = new ShopFunction(this, "Take", "take-till-orders", Duration.minutes(1));
        MqEventSource tillOrders = MqEventSource.Builder.create(MqBroker.rabbitMq(broker))
                .queue("till-orders")
                .credentials(credentials)
                .batchSize(50)
                .maxBatchingWindow(Duration.seconds(1))
                .filters(List.of(Map.of("data", Map.of("training", List.of(false)))))
                .build();
        take.addEventSource(tillOrders);
        PollerNetwork.of(vpc).connect(tillOrders, network);
    }
}
