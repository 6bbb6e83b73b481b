package io.seatline.local.startup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The side of Lambda that one runtime process talks to: it hands events out and takes answers. Times are those of
 * {@link System#nanoTime()}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    static {
        // The JDK's server writes headers and body apart: without this the second waits for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** An answer to an event, when the event was handed out and when the answer was there. */
    record Answer(String body, long handedOutAt, long answeredAt) {}

    private static final class Invocation {
        private final String id = UUID.randomUUID().toString();
        private final byte[] event;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private volatile long handedOutAt;

        private Invocation(byte[] event) {
            this.event = event;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Long> initialized = new CompletableFuture<>();
    private final CompletableFuture<Long> checkpointed = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();

    RuntimeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the runtime API", e);
        }
        server.setExecutor(threads);
        server.createContext(ROOT, this::serve);
        server.start();
    }

    /** What the runtime finds in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits for the runtime to ask for its first event. Returns when it did. */
    long awaitInitialized() {
        return await(initialized);
    }

    /** Waits for the runtime to be ready for its snapshot. Returns when it was. */
    long awaitCheckpoint() {
        return await(checkpointed);
    }

    /** Tells a runtime that waits at its checkpoint that it was restored. */
    void restore() {
        restored.complete(null);
    }

    /**
     * Hands an event out and waits for its answer.
     *
     * @throws IllegalStateException when the function fails or does not answer
     */
    Answer invoke(byte[] event) {
        Invocation invocation = new Invocation(event);
        waiting.add(invocation);
        return await(invocation.answer);
    }

    /** Ends every wait: the process has ended. */
    void fail(String why) {
        IllegalStateException fault = new IllegalStateException(why);
        initialized.completeExceptionally(fault);
        checkpointed.completeExceptionally(fault);
        running.values().forEach(invocation -> invocation.answer.completeExceptionally(fault));
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the runtime said nothing for " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String call = exchange.getRequestURI().getPath().substring(ROOT.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            switch (call) {
                case "invocation/next" -> {
                    initialized.complete(now);
                    handOut(exchange);
                }
                case "restore/next" -> {
                    checkpointed.complete(now);
                    restored.join();
                    reply(exchange, 200, new byte[0]);
                }
                case "init/error", "restore/error" -> {
                    reply(exchange, 202, new byte[0]);
                    fail(call + ": " + text(body));
                }
                default -> {
                    // The answer is there before the runtime learns that it is.
                    take(call, body, now);
                    reply(exchange, 202, new byte[0]);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void handOut(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation next = waiting.take();
        running.put(next.id, next);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", next.id);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + TIMEOUT.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:measured");
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-691f0540-9c3b62949032a7361e2f0642;Sampled=0");
        next.handedOutAt = System.nanoTime();
        reply(exchange, 200, next.event);
    }

    /** {@code invocation/<id>/response} or {@code invocation/<id>/error}. */
    private void take(String call, byte[] body, long now) {
        String[] parts = call.split("/", -1);
        Invocation invocation = running.remove(parts[1]);
        if (invocation == null) {
            throw new IllegalStateException("nobody asked for " + call);
        }
        if (parts[2].equals("response")) {
            invocation.answer.complete(new Answer(text(body), invocation.handedOutAt, now));
        } else {
            invocation.answer.completeExceptionally(new IllegalStateException("the function failed: " + text(body)));
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
