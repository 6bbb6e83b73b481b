package io.seatline.infra.deployment;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/**
 * Accepts findings of cdk-nag's {@code AwsSolutions}, each beside its construct and with a reason. They are in the
 * template only when it is checked ({@code -c nag=true}), which keeps the reviewed template short.
 */
public final class NagFindings {
    private static final String NAG = "nag";

    private NagFindings() {}

    /** Checks the stack if its context asks for it. */
    public static void checkIfAsked(Stack stack) {
        if (isAsked(stack)) {
            Aspects.of(stack)
                    .add(AwsSolutionsChecks.Builder.create().verbose(true).build());
        }
    }

    /**
     * Accepts a finding about a construct or its children.
     *
     * @param rule cdk-nag's rule, such as {@code AwsSolutions-APIG4}
     */
    public static void accept(IConstruct about, String rule, String reason) {
        if (isAsked(about)) {
            NagSuppressions.addResourceSuppressions(
                    about,
                    List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                    true);
        }
    }

    private static boolean isAsked(IConstruct construct) {
        return construct.getNode().tryGetContext(NAG) != null;
    }
}
