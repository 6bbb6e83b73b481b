package io.seatline.local.lambda;

import io.seatline.local.template.ResolvedTemplate.Function;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the functions, each with one instance of its handler, within their timeouts. */
public final class FunctionRuntime implements Invoker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionRuntime.class);

    private record Loaded(Function function, HandlerAdapter handler) {}

    private final DeliveryHook hook;
    private final Map<String, Loaded> functions = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("invocation-", 0).factory());

    /**
     * Makes a runtime without functions.
     *
     * @param hook decides what happens to invocations
     */
    public FunctionRuntime(DeliveryHook hook) {
        this.hook = hook;
    }

    /** Decides what happens to invocations and to what event sources deliver. */
    public DeliveryHook hook() {
        return hook;
    }

    /** Adds a function with its handler. */
    public void add(Function function, Object handler) {
        functions.put(function.id(), new Loaded(function, HandlerAdapter.of(handler)));
    }

    /** Whether no function runs. */
    public boolean quiet() {
        return running.get() == 0;
    }

    @Override
    public byte[] invoke(String functionId, byte[] event) throws FunctionError {
        Loaded loaded = functions.get(functionId);
        if (loaded == null) {
            throw new IllegalArgumentException("There is no function " + functionId + ", only " + functions.keySet());
        }
        Function function = loaded.function();
        DeliveryHook.Invocation fate = hook.invocation(functionId);
        if (fate == DeliveryHook.Invocation.FAILS) {
            throw new FunctionError(functionId, "an injected fault failed the invocation");
        }
        running.incrementAndGet();
        Future<byte[]> answer = threads.submit(() -> {
            try {
                return loaded.handler()
                        .handle(
                                event,
                                new FunctionContext(function, UUID.randomUUID().toString()));
            } finally {
                running.decrementAndGet();
            }
        });
        byte[] result = await(function, answer);
        if (fate == DeliveryHook.Invocation.LOSES_ANSWER) {
            throw new FunctionError(functionId, "an injected fault lost the answer");
        }
        return result;
    }

    private static byte[] await(Function function, Future<byte[]> answer) throws FunctionError {
        try {
            return answer.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.error("{} failed", function.name(), e.getCause());
            throw new FunctionError(function.id(), e.getCause());
        } catch (TimeoutException _) {
            answer.cancel(true);
            LOG.error("{} timed out after {}", function.name(), function.timeout());
            throw new FunctionError(function.id(), "timed out after " + function.timeout());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new FunctionError(function.id(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
