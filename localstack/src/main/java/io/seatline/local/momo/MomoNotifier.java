package io.seatline.local.momo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;

/** Sends notifications when they are due, each once: MoMo does not repeat them. */
final class MomoNotifier implements AutoCloseable {
    /** How long MoMo waits for the receiver. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** How often the clock is checked while a notification waits, as the clock may be moved. */
    private static final long GLANCE_MILLIS = 20;

    private final MomoBooks books;
    private final InstantSource clock;
    private final UnaryOperator<URI> reachable;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final PriorityQueue<MomoDelivery> waiting =
            new PriorityQueue<>(Comparator.comparingLong(MomoDelivery::dueAt).thenComparingLong(MomoDelivery::id));
    private final Thread sender = Thread.ofVirtual().name("momo-notifier").unstarted(this::run);
    private boolean closed;

    MomoNotifier(MomoBooks books, InstantSource clock, UnaryOperator<URI> reachable) {
        this.books = books;
        this.clock = clock;
        this.reachable = reachable;
    }

    /** Starts sending, including notifications that were unsent at the last shutdown. */
    void start() {
        books.read(MomoBooks::deliveries).stream()
                .filter(delivery -> delivery.status() == MomoDelivery.PENDING)
                .forEach(this::send);
        sender.start();
    }

    synchronized void send(MomoDelivery delivery) {
        waiting.add(delivery);
        notifyAll();
    }

    private void run() {
        try {
            while (true) {
                MomoDelivery next = nextDelivery();
                Thread.ofVirtual().name("momo-notification").start(() -> post(next));
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized MomoDelivery nextDelivery() throws InterruptedException {
        while (true) {
            if (closed) {
                throw new InterruptedException();
            }
            if (waiting.isEmpty()) {
                wait();
                continue;
            }
            long early = waiting.peek().dueAt() - clock.millis();
            if (early <= 0) {
                return waiting.remove();
            }
            wait(Math.min(early, GLANCE_MILLIS));
        }
    }

    private void post(MomoDelivery delivery) {
        int status;
        try {
            HttpRequest request = HttpRequest.newBuilder(reachable.apply(URI.create(delivery.ipnUrl())))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json; charset=UTF-8")
                    .POST(BodyPublishers.ofString(delivery.body()))
                    .build();
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            status = response.statusCode();
        } catch (IOException e) {
            status = MomoDelivery.UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        int answered = status;
        books.change(() -> {
            books.replace(delivery.answered(answered));
            return answered;
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        sender.interrupt();
        http.shutdownNow();
    }
}
