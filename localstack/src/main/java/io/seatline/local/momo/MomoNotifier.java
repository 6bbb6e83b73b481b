package io.seatline.local.momo;

import io.seatline.local.clock.Timers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** Sends notifications when they are due, each once: MoMo does not repeat them. */
final class MomoNotifier implements AutoCloseable {
    /** How long MoMo waits for the receiver. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MomoBooks books;
    private final UnaryOperator<URI> reachable;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Timers timers;

    MomoNotifier(MomoBooks books, InstantSource clock, UnaryOperator<URI> reachable) {
        this.books = books;
        this.reachable = reachable;
        this.timers = new Timers(clock);
    }

    /** Sends the notifications that were unsent at the last shutdown. */
    void start() {
        books.read(MomoBooks::deliveries).stream()
                .filter(delivery -> delivery.status() == MomoDelivery.PENDING)
                .forEach(this::send);
    }

    /** Sends a notification when it is due. */
    void send(MomoDelivery delivery) {
        timers.at(
                Instant.ofEpochMilli(delivery.dueAt()),
                () -> Thread.ofVirtual().name("momo-notification").start(() -> post(delivery)));
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
        timers.close();
        http.shutdownNow();
    }
}
