package io.seatline.local.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the start-up benchmark is made of; its times are nobody's promise. */
class StartupPartsTest {
    private final RuntimeApi api = new RuntimeApi();
    private final HttpClient runtime = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        runtime.close();
        api.close();
        threads.close();
    }

    @Test
    void the_runtime_api_hands_an_event_out_and_takes_its_answer() throws Exception {
        CompletableFuture<RuntimeApi.Answer> answer = CompletableFuture.supplyAsync(
                () -> api.invoke("{\"event\":1}".getBytes(StandardCharsets.UTF_8)), threads);
        HttpResponse<String> event = call("GET", "invocation/next", "");
        assertEquals("{\"event\":1}", event.body());
        String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();

        assertEquals(
                202,
                call("POST", "invocation/" + id + "/response", "{\"answer\":2}").statusCode());
        assertEquals("{\"answer\":2}", answer.get().body());
        assertTrue(answer.get().answeredAt() >= answer.get().handedOutAt());
        assertTrue(api.awaitInitialized() <= answer.get().handedOutAt());
    }

    @Test
    void a_function_that_fails_is_no_answer() throws Exception {
        CompletableFuture<RuntimeApi.Answer> answer =
                CompletableFuture.supplyAsync(() -> api.invoke("{}".getBytes(StandardCharsets.UTF_8)), threads);
        String id = call("GET", "invocation/next", "")
                .headers()
                .firstValue("Lambda-Runtime-Aws-Request-Id")
                .orElseThrow();
        call("POST", "invocation/" + id + "/error", "{\"errorMessage\":\"no table\"}");
        ExecutionException fault = assertThrows(ExecutionException.class, answer::get);
        assertTrue(fault.getCause().getMessage().contains("no table"));
    }

    @Test
    void a_runtime_waits_at_its_checkpoint_until_it_is_restored() throws Exception {
        var restored = threads.submit(() -> call("GET", "restore/next", "").statusCode());
        api.awaitCheckpoint();
        api.restore();
        assertEquals(200, restored.get());
    }

    @Test
    void an_initialization_that_fails_ends_the_wait() throws Exception {
        call("POST", "init/error", "{\"errorMessage\":\"no such class\"}");
        IllegalStateException fault = assertThrows(IllegalStateException.class, api::awaitInitialized);
        assertTrue(fault.getMessage().contains("no such class"));
    }

    @Test
    void a_classes_log_tells_whose_classes_were_loaded_and_when() {
        LoadedClasses classes = LoadedClasses.parse(List.of(
                "[0.012s] java.lang.Object source: shared objects file",
                "[0.200s] com.sun.crypto.provider.HmacCore source: jrt:/java.base",
                "[0.250s] io.seatline.lambda.ReserveHandler source: file:/var/task/",
                "[0.260s] io.seatline.lambda.runtime.LambdaPlatform$$Lambda/0x00000000351b5428 source: io.seatline.lambda.runtime.LambdaPlatform",
                "[0.300s] software.amazon.awssdk.services.dynamodb.DynamoDbClient source: file:/var/task/lib/dynamodb.jar",
                "nothing of the kind"));
        assertEquals(
                Map.of(
                        "JDK, from its archive", 1L,
                        "JDK, not in its archive", 1L,
                        "Seatline, bare handlers", 1L,
                        "made at run time for lambdas", 1L,
                        "SDK", 1L),
                classes.count());
        assertEquals(
                Duration.ofMillis(250),
                classes.first(Pattern.compile("Handler$")).orElseThrow());
    }

    @Test
    void the_middle_of_an_even_number_of_trials_lies_between_two() {
        List<Trial> trials = List.of(trial(30), trial(10), trial(20), trial(80));
        assertEquals(
                new Spread(Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(80)),
                Spread.of(trials, Trial::answer));
    }

    private static Trial trial(int millis) {
        Duration time = Duration.ofMillis(millis);
        return new Trial(time, time, time, time, time);
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        return runtime.send(
                HttpRequest.newBuilder(URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
