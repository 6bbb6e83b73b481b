package io.seatline.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/**
 * Findings of cdk-nag's {@code AwsSolutions} that stand, each beside the construct that it is about and with the reason
 * why. They are written into the template only where it is checked ({@code -c nag=true}): people and the embedded cloud
 * read it without them.
 */
final class Accepted {
    private static final String NAG = "nag";

    private Accepted() {}

    /** Checks the stack where its context asks for it. */
    static void checkIfAsked(Stack stack) {
        if (isAsked(stack)) {
            Aspects.of(stack)
                    .add(AwsSolutionsChecks.Builder.create().verbose(true).build());
        }
    }

    /**
     * A finding about a construct, or about what it is made of.
     *
     * @param rule cdk-nag's name of it, such as {@code AwsSolutions-APIG4}
     */
    static void finding(IConstruct about, String rule, String reason) {
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
