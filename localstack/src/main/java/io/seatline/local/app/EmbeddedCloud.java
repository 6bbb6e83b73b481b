package io.seatline.local.app;

import io.seatline.dynamodb.EngineOptions;
import io.seatline.local.apigateway.Ports;
import io.seatline.local.clock.Timers;
import io.seatline.local.eventbridge.EventBus;
import io.seatline.local.eventbridge.Scheduler;
import io.seatline.local.lambda.AsyncInvocations;
import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.lambda.Invoker;
import io.seatline.local.lambda.eventsource.EventSourceMappings;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.tables.TableEngine;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.Function;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The template's cloud in one process: tables, queues, event buses, functions with their event sources, and schedules.
 *
 * <p>It is ready when the constructor returns. An unknown resource type or property of the template stops it with a
 * {@link io.seatline.local.template.TemplateException}.
 */
public final class EmbeddedCloud implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCloud.class);

    private final CloudOptions options;
    private final int port;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Timers timers;
    private final QueueEngine queues;
    private final TableEngine tables;
    private final EventBus bus;
    private final ResolvedTemplate resolved;
    private final FunctionRuntime functions;
    private final AsyncInvocations async;
    private final EventSourceMappings sources;

    /** Starts the cloud. */
    public EmbeddedCloud(CloudOptions options) {
        this.options = options;
        this.port = options.port() == 0 ? Ports.free() : options.port();
        long started = System.nanoTime();
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            this.timers = opened(new Timers(options.clock()));
            CompletableFuture<QueueEngine> queueEngine =
                    supply(() -> opened(new QueueEngine(options.clock(), timers)), starters);
            CompletableFuture<TableEngine> tableEngine =
                    supply(() -> opened(new TableEngine(tableOptions())), starters);
            this.queues = queueEngine.join();
            this.resolved = options.template().resolve(new Place(base(), queues.endpoint(), base() + "/local/issuer"));
            CompletableFuture<Void> queuesMade = CompletableFuture.runAsync(() -> queues.create(resolved), starters);
            this.tables = tableEngine.join();
            tables.create(resolved);
            queuesMade.join();
            this.bus = new EventBus(options.clock());
            this.functions = opened(new FunctionRuntime(options.hook()));
            this.async = new AsyncInvocations(resolved, functions, queues, timers, options.clock());
            bus.route(resolved, async::accept, queues::send);
            makeHandlers(starters);
            this.sources = opened(
                    new EventSourceMappings(resolved, functions, tables, queues, options.clock(), options.dataDir()));
            sources.start();
            opened(new Scheduler(resolved.schedules(), async::accept, options.hook()::stopped, timers, options.clock()))
                    .start();
            options.dynamoDbPort().ifPresent(tablesPort -> opened(tables.serve(tablesPort)));
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        LOG.info(
                "{} functions, {} tables and {} queues ready in {} ms",
                resolved.functions().size(),
                resolved.tables().size(),
                resolved.queues().size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }

    private EngineOptions tableOptions() {
        return options.tables().apply(EngineOptions.in(options.dataDir()).clock(options.clock()));
    }

    private static <T> CompletableFuture<T> supply(Supplier<T> start, ExecutorService starters) {
        return CompletableFuture.supplyAsync(start, starters);
    }

    private <T extends AutoCloseable> T opened(T part) {
        synchronized (open) {
            open.push(part);
        }
        return part;
    }

    private void makeHandlers(ExecutorService starters) {
        List<CompletableFuture<Void>> made = new ArrayList<>();
        LocalClients clients = clients();
        for (Function function : resolved.functions()) {
            Map<String, String> environment = new HashMap<>(function.environment());
            environment.putAll(options.environment());
            made.add(CompletableFuture.runAsync(() -> make(function, environment, clients), starters));
        }
        made.forEach(CompletableFuture::join);
    }

    private void make(Function function, Map<String, String> environment, LocalClients clients) {
        try {
            functions.add(function, options.handlers().create(function.className(), environment, clients));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The handler " + function.handler() + " of " + function.id() + " cannot be made", e);
        }
    }

    private URI base() {
        return URI.create("http://localhost:" + port);
    }

    /** The resolved template. */
    public ResolvedTemplate resolved() {
        return resolved;
    }

    /** Invokes functions by their logical id and waits for the answer. */
    public Invoker invoker() {
        return functions;
    }

    /** Ordinary clients of the cloud. */
    public LocalClients clients() {
        return new LocalClients(options.clock(), tables.client(), tables::client, queues.client(), bus);
    }

    /**
     * Returns the stream records of a table, oldest first.
     *
     * @param table its physical name or logical id
     */
    public List<Record> history(String table) {
        return tables.history(resolved.table(table).name());
    }

    /**
     * Returns the URL of a queue.
     *
     * @param name its physical name or logical id
     */
    public String queueUrl(String name) {
        return queues.url(resolved.queue(name));
    }

    /**
     * Waits until there is nothing to do at the clock's current time: no function runs, no message is visible, streams are
     * read, no timer is due. Does not wait for visibility timeouts and retries.
     *
     * @param patience how long to wait at most, by the machine's clock
     * @throws IllegalStateException when the cloud is still busy then
     */
    public void settle(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        int calm = 0;
        // Work may move from one part to another during a check, so several checks in a row must agree.
        while (calm < 3) {
            calm = timers.quiet() && functions.quiet() && async.quiet() && sources.quiet() ? calm + 1 : 0;
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The cloud was still busy after " + patience);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                AutoCloseable part = open.pop();
                try {
                    part.close();
                } catch (Exception e) {
                    LOG.warn("{} could not be closed", part.getClass().getSimpleName(), e);
                }
            }
        }
    }
}
