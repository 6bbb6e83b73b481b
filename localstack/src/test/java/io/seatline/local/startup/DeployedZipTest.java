package io.seatline.local.startup;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.events.contract.Samples;
import io.seatline.local.apigateway.Ports;
import io.seatline.local.app.Seatline;
import io.seatline.local.app.Settings;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate.Function;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts each function from the deployed zip in Lambda's own runtime; tables, queues and MoMo are local. */
class DeployedZipTest {
    private static final Path BUILT = Path.of("..", "functions", "target");
    private static final Pattern WARN_OR_ERROR = Pattern.compile("WARN|ERROR");
    private static final String NO_FAILURES = "\"batchItemFailures\":[]";

    /** The answer and output of each function. Functions start in parallel, because starting takes most of the time. */
    private static final Map<String, CompletableFuture<Run>> RUNS = new HashMap<>();

    private record Run(String answer, String output) {}

    @TempDir
    private static Path directory;

    private static Path taskRoot;
    private static Path nativeLibrary;
    private static Seatline seatline;
    private static AwsStub aws;
    private static Map<String, String> environment;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: Lambda's runtime needs Linux");
        Path zip = BUILT.resolve("seatline-functions.zip");
        assumeTrue(isCurrent(zip), "skipped: functions/target has no zip of the current classes; run ./mvnw verify");
        taskRoot = unpack(zip);
        nativeLibrary = LambdaProcess.unpackNativeLibrary(directory);
        int tables = Ports.free();
        seatline = Seatline.start(Settings.forTests().withDynamoDbPort(OptionalInt.of(tables)));
        seatline.importCatalog(
                new ObjectMapper().readTree(Samples.lambda("import.json")).get("document"));
        aws = new AwsStub();
        environment = environment("http://localhost:" + tables);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            samples()
                    .forEach(sample ->
                            RUNS.put(sample.handler(), CompletableFuture.supplyAsync(() -> run(sample), two)));
        }
    }

    private static boolean isCurrent(Path zip) throws IOException {
        try (Stream<Path> classes = Files.walk(BUILT.resolve("classes"))) {
            return Files.exists(zip)
                    && classes.filter(Files::isRegularFile)
                            .noneMatch(file ->
                                    file.toFile().lastModified() > zip.toFile().lastModified());
        }
    }

    private static Path unpack(Path zip) throws IOException {
        Path root = directory.resolve("task");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = root.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
        return root;
    }

    private static Map<String, String> environment(String tables) {
        URI queue = URI.create(seatline.cloud().queueUrl("seatline-dev-deadline"));
        return Map.ofEntries(
                entry("MOMO_ENDPOINT", seatline.base() + MomoSimulator.PATH),
                entry("AWS_ENDPOINT_URL", aws.url()),
                entry("AWS_ENDPOINT_URL_DYNAMODB", tables),
                entry("AWS_ENDPOINT_URL_SQS", queue.resolve("/").toString()),
                entry("AWS_REGION", Place.REGION),
                entry("AWS_ACCESS_KEY_ID", "local"),
                entry("AWS_SECRET_ACCESS_KEY", "local"));
    }

    @AfterAll
    static void stop() {
        if (aws != null) {
            aws.close();
            seatline.close();
        }
    }

    /** A function's sample event and the text that its answer must contain. */
    private record Sample(String handler, String event, String answer) {}

    static List<Sample> samples() {
        return List.of(
                new Sample("AlertHandler", "alert", "{}"),
                new Sample("DeadlineHandler", "deadline", NO_FAILURES),
                new Sample("DocsHandler", "get-docs-file", "SwaggerUIBundle"),
                new Sample("DoorHandler", "admit-seats", "FORGED"),
                new Sample("ExpireHandler", "expire", "{}"),
                new Sample("ImportHandler", "import", "\"imported\""),
                new Sample("MailHandler", "notice-offer", NO_FAILURES),
                new Sample("ManageHandler", "manage-load-catalog", "\"statusCode\":200"),
                new Sample("ShowWorkerHandler", "show-worker-join", NO_FAILURES),
                new Sample("NoticeHandler", "notice-offer", NO_FAILURES),
                new Sample("NotifyHandler", "notify", "\"statusCode\":204"),
                new Sample("OutboxHandler", "outbox-booking-released", NO_FAILURES),
                new Sample("ReconcileHandler", "reconcile", "\"done\""),
                new Sample("RefundHandler", "refund", NO_FAILURES),
                new Sample("ReserveHandler", "reserve", "pay_url"),
                new Sample("SearchHandler", "search-seats", "\"statusCode\":200"),
                new Sample("SupportHandler", "support-list-cases", "\"statusCode\":200"),
                // The booking of the sample "reserve", which is not paid, or not there yet.
                new Sample("TicketHandler", "get-ticket", "urn:seatline:problem:no"),
                new Sample("WaitlistHandler", "join-waitlist", "\"statusCode\":202"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void function_answers_its_sample_after_its_hooks(Sample sample) {
        Run run = RUNS.get(sample.handler()).join();

        assertTrue(run.answer().contains(sample.answer()), run::toString);
        assertFalse(WARN_OR_ERROR.matcher(run.output()).find(), run::toString);
    }

    private static Run run(Sample sample) {
        Function function = seatline.cloud().resolved().function(sample.handler());
        try (var process = new LambdaProcess(function, isSnapStarted(function), taskRoot, nativeLibrary, environment)) {
            String answer = process.answer(Samples.lambda(sample.event() + ".json"));
            return new Run(answer, process.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSnapStarted(Function function) throws IOException {
        try (InputStream in = Seatline.class.getResourceAsStream("/io/seatline/local/seatline.template.json")) {
            String applyOn = new ObjectMapper()
                    .readTree(in)
                    .at("/Resources/" + function.id() + "/Properties/SnapStart/ApplyOn")
                    .asText();
            return applyOn.equals("PublishedVersions");
        }
    }

    /** The files themselves differ, since the zip stores libraries in another compression. */
    @Test
    void bill_of_materials_lists_exactly_the_libraries_of_the_zip() throws IOException {
        Set<String> listed = new TreeSet<>();
        new ObjectMapper()
                .readTree(BUILT.resolve("seatline-functions.cdx.json").toFile())
                .path("components")
                .forEach(component -> listed.add(component.path("name").asText() + "-"
                        + component.path("version").asText() + ".jar"));
        try (Stream<Path> jars = Files.list(taskRoot.resolve("lib"))) {
            assertEquals(jars.map(jar -> jar.getFileName().toString()).collect(toCollection(TreeSet::new)), listed);
        }
    }

    @Test
    void every_function_of_the_template_has_a_sample() {
        var functions = seatline.cloud().resolved().functions().stream().map(Function::className);
        var sampled = samples().stream().map(sample -> "io.seatline.lambda." + sample.handler());
        assertEquals(functions.collect(toSet()), sampled.collect(toSet()));
    }

    /** Also checks that the hooks are called. */
    @Test
    void function_with_failed_priming_reaches_its_checkpoint() throws IOException {
        Function function = seatline.cloud().resolved().function("SearchHandler");
        Map<String, String> without = new HashMap<>(environment);
        without.put("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:1");
        try (var process = new LambdaProcess(function, true, taskRoot, nativeLibrary, without)) {
            process.awaitCheckpoint();

            assertTrue(process.output().contains("priming failed"), process::output);
        }
    }
}
