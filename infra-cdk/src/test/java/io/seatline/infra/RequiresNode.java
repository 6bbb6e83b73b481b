package io.seatline.infra;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Marks tests that synthesize the CDK app, which needs Node.js; without it they are skipped with this reason. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresNode.Check.class)
public @interface RequiresNode {
    /** Skips the test where there is no Node. */
    class Check implements TestInstancePreConstructCallback, BeforeEachCallback {
        private static final boolean PRESENT = present();

        /** Runs before the test's fields, which synthesize. */
        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            skipWithoutNode(context);
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            skipWithoutNode(context);
        }

        private static void skipWithoutNode(ExtensionContext context) {
            Assumptions.assumeTrue(
                    PRESENT,
                    () -> "Skipped: " + context.getRequiredTestClass().getSimpleName()
                            + " synthesizes the CDK app, which needs Node.js (`node` on the PATH).");
        }

        private static boolean present() {
            try {
                Process node = new ProcessBuilder("node", "--version")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return node.waitFor() == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
