package io.seatline.infra.deployment;

import java.util.Optional;

/**
 * What an operator chooses for the second stack, which has the web ACL of CloudFront and lives in {@code us-east-1}.
 *
 * @param stage {@code stage}, as for the main stack
 * @param bots {@code botControl}: {@code common}; absent by default, since it is paid for extra
 */
public record FirewallOptions(DeploymentStage stage, Bots bots) {
    private static final String BOT_CONTROL = "botControl";

    /** Whether AWS WAF Bot Control looks at holds and waitlist entries. */
    public enum Bots {
        UNCHECKED,
        CHECKED
    }

    /**
     * Reads the options; empty if the main stack is asked for.
     *
     * @throws IllegalArgumentException for a stack other than {@code waf} or an invalid option
     */
    public static Optional<FirewallOptions> of(DeploymentOptions.Context context) {
        return context.value("stack").map(stack -> {
            if (!stack.equals("waf")) {
                throw new IllegalArgumentException("stack must be waf or absent, not \"" + stack + "\".");
            }
            return new FirewallOptions(
                    DeploymentOptions.stage(context),
                    context.value(BOT_CONTROL).map(FirewallOptions::bots).orElse(Bots.UNCHECKED));
        });
    }

    private static Bots bots(String level) {
        if (!level.equals("common")) {
            throw new IllegalArgumentException(BOT_CONTROL + " must be common or absent, not \"" + level + "\".");
        }
        return Bots.CHECKED;
    }
}
