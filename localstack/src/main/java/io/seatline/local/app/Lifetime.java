package io.seatline.local.app;

import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** How long a server that Maven started lives. */
public final class Lifetime {
    /** The system property that has the server end when the process that started it ends. */
    private static final String END_WITH_PARENT = "seatline.end-with-parent";

    private Lifetime() {}

    /** Maven hands on no signal: one that ends Maven alone would leave the server and its port behind. */
    public static void endWithParent() {
        if (Boolean.getBoolean(END_WITH_PARENT)) {
            ProcessHandle.current().parent().ifPresent(parent -> Thread.ofPlatform()
                    .daemon()
                    .name("seatline-parent")
                    .start(() -> {
                        parent.onExit().join();
                        System.exit(0);
                    }));
        }
    }

    /** Closes a server when the process is told to end. Counts down when that is done. */
    public static CountDownLatch endsWith(AutoCloseable server) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                server.close();
                            } catch (Exception e) {
                                LoggerFactory.getLogger(Lifetime.class).warn("not closed in order", e);
                            }
                            ended.countDown();
                        },
                        "seatline-shutdown"));
        return ended;
    }
}
