package shop;

import java.util.List;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * Where cluster, broker and database are: in subnets without any way out, which NAT would be at a price. What Lambda needs in
 * there to read them, {@code PollerNetwork} adds, in the stacks that do.
 */
public class Network extends Stack {
    private final IVpc vpc;

    public Network(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        this.vpc = Vpc.Builder.create(this, "Vpc")
                .subnetConfiguration(List.of(
                        SubnetConfiguration.builder().name("Private").subnetType(SubnetType.PRIVATE_ISOLATED).build()))
                .build();
    }

    public IVpc getVpc() {
        return vpc;
    }

    /** The first two of the Region, whichever they are: to look them up at synth takes an account. */
    @Override
    public List<String> getAvailabilityZones() {
        return List.of(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs()));
    }
}
