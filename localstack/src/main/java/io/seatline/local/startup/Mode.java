package io.seatline.local.startup;

import java.util.List;

/**
 * How Lambda starts an environment. The runtime's options are those of its published command line: serial collection, class
 * data sharing, 85% of the memory for the heap; see {@link FunctionProcess}.
 */
enum Mode {
    /** A cold start: initialization and the first invocation, one after the other. */
    COLD("on-demand", List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"), true),

    /** What a snapshot holds when the function has primed itself. Its JVM compiles by the JVM's own defaults. */
    PRIMED("snap-start", List.of(), true),

    /** The same without priming: nobody tells the function of the checkpoint. */
    NOT_PRIMED("snap-start", List.of(), false);

    private final String initializationType;
    private final List<String> compilation;
    private final boolean hooks;

    /**
     * @param compilation "Java 25 continues to stop tiered compilation at level 1 by default, except when using SnapStart or
     *     provisioned concurrency, where the default JVM settings are used"
     *     (<a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Customize Java runtime startup
     *     behavior</a>)
     */
    Mode(String initializationType, List<String> compilation, boolean hooks) {
        this.initializationType = initializationType;
        this.compilation = compilation;
        this.hooks = hooks;
    }

    String initializationType() {
        return initializationType;
    }

    List<String> compilation() {
        return compilation;
    }

    /** Whether {@code org.crac} finds Lambda's implementation, and so the function's hooks are called. */
    boolean hooks() {
        return hooks;
    }

    boolean snapshot() {
        return this != COLD;
    }
}
