package io.seatline.local.startup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Serves Lambda's runtime API to one process, for one invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String REQUEST_ID = "6f1d0c1e-4d0b-4b8e-9d7a-0a54a8f6b7c2";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> checkpointed = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(ROOT, this::serve);
        server.start();
    }

    /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the runtime has called the hooks before the checkpoint. */
    void awaitCheckpoint() {
        checkpointed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Makes a runtime that waits at its checkpoint call the hooks after the restore. */
    void restore() {
        restored.complete(null);
    }

    /** Invokes the function once and returns its answer; throws if it fails. */
    String invoke(byte[] event) {
        events.add(event);
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Makes every wait fail. */
    void fail(String why) {
        IllegalStateException fault = new IllegalStateException(why);
        checkpointed.completeExceptionally(fault);
        answer.completeExceptionally(fault);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().substring(ROOT.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            switch (call) {
                case "invocation/next" -> sendEvent(exchange, events.take());
                case "restore/next" -> {
                    checkpointed.complete(null);
                    restored.join();
                    exchange.sendResponseHeaders(200, -1);
                }
                case "invocation/" + REQUEST_ID + "/response" -> {
                    answer.complete(body);
                    exchange.sendResponseHeaders(202, -1);
                }
                default -> {
                    // init/error, restore/error or the error of an invocation.
                    fail(call + ": " + body);
                    exchange.sendResponseHeaders(202, -1);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendEvent(HttpExchange exchange, byte[] event) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", REQUEST_ID);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + TIMEOUT.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:tested");
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
