package io.seatline.local.app;

import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Ends a server with the process that started it, or when the process gets a signal. */
public final class Lifetime {
    /** The system property that ends the server with the process that started it. */
    private static final String END_WITH_PARENT = "seatline.end-with-parent";

    private Lifetime() {}

    /** Ends this process with its parent: Maven forwards no signals, so the server would keep its port. */
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

    /** Closes a server when the process gets a signal; the latch counts down afterwards. */
    public static CountDownLatch endsWith(AutoCloseable server) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                server.close();
                            } catch (Exception e) {
                                LoggerFactory.getLogger(Lifetime.class).warn("The server could not be closed", e);
                            }
                            ended.countDown();
                        },
                        "seatline-shutdown"));
        return ended;
    }
}
