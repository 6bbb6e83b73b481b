package io.seatline.local.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the time of one cold start goes. It is of a start of its own, which also writes down the classes that it loads, and
 * so is slower than those whose times count.
 *
 * @param classes how many were loaded by the second answer, by owner
 * @param phases when each began, since the start of the JVM
 * @param jvm what the JVM spent on classes until the second answer, by its own counters
 */
record Profile(Map<String, Long> classes, Map<String, Duration> phases, Map<String, Duration> jvm) {
    /** The first class that each phase loads, as they follow one another in Seatline. */
    private static final Map<String, Pattern> PHASES = phasesInOrder();

    /** Counters of HotSpot, in ticks. */
    private static final Map<String, String> COUNTERS = Map.of(
            "sun.cls.time", "loading classes",
            "sun.cls.classVerifyTime.self", "verifying them",
            "sun.cls.classLinkedTime.self", "linking them",
            "sun.cls.classInitTime.self", "running their static initializers");

    private static final Pattern COUNTER = Pattern.compile("([\\w.]+)=([0-9]+)");

    private static Map<String, Pattern> phasesInOrder() {
        Map<String, Pattern> phases = new LinkedHashMap<>();
        phases.put("the JVM is up", Pattern.compile("\\.api\\.client\\.AWSLambda$"));
        phases.put("the handler is made", Pattern.compile("^io\\.seatline\\..*Handler$"));
        phases.put("logging begins", Pattern.compile("^org\\.slf4j\\.LoggerFactory$"));
        phases.put("the SDK client is built", Pattern.compile("\\.DefaultDynamoDbClient$"));
        phases.put("an event is read", Pattern.compile("^com\\.amazonaws\\..*\\.PojoSerializer$"));
        phases.put("the first call of DynamoDB", Pattern.compile("^software\\..*\\.dynamodb\\.\\w+\\.\\w+Marshaller$"));
        phases.put("the transaction", Pattern.compile("\\.TransactWriteItemsRequestMarshaller$"));
        phases.put("MoMo's secret", Pattern.compile("\\.GetSecretValueRequestMarshaller$"));
        phases.put("the call of MoMo", Pattern.compile("\\.adapter\\.http\\.HttpPost$"));
        phases.put("its links are kept", Pattern.compile("\\.UpdateItemRequestMarshaller$"));
        phases.put("the answer is written", Pattern.compile("\\.Views\\$BookingView$"));
        return phases;
    }

    static Profile of(Trials trials, Subject subject, Path log) throws IOException, InterruptedException {
        Map<String, Duration> counters;
        Trial trial;
        try (FunctionProcess process = trials.start(subject, Mode.COLD, LoadedClasses.option(log))) {
            trial = trials.run(process, subject, Mode.COLD);
            counters = counters(process.pid());
        }
        LoadedClasses classes = LoadedClasses.read(log);
        Map<String, Duration> phases = new LinkedHashMap<>();
        PHASES.forEach((phase, name) -> classes.first(name).ifPresent(at -> phases.put(phase, at)));
        phases.put("the first answer (since the process)", trial.answer());
        return new Profile(classes.count(), phases, counters);
    }

    private static Map<String, Duration> counters(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "PerfCounter.print")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        Map<String, Long> values = new LinkedHashMap<>();
        Matcher counter = COUNTER.matcher(text);
        while (counter.find()) {
            values.put(counter.group(1), Long.parseLong(counter.group(2)));
        }
        Map<String, Duration> times = new LinkedHashMap<>();
        double ticks = values.getOrDefault("sun.os.hrt.frequency", 1_000_000_000L);
        COUNTERS.forEach((name, title) -> {
            if (values.containsKey(name)) {
                times.put(title, Duration.ofNanos((long) (values.get(name) / ticks * 1e9)));
            }
        });
        return times;
    }
}
