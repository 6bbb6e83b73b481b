package io.seatline.local.deploy.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The known emulators and what each lacks; {@link KnownGaps} lists how they differ. */
public enum Emulator {
    /** Has every service that the template uses, but runs no Java. */
    MINISTACK("MiniStack", "ministack", Functions.NONE, true, true) {
        @Override
        public URI reachable(Endpoint endpoint, URI address) {
            Matcher host = MADE_UP_HOST.matcher(address.getHost());
            if (!host.lookingAt()) {
                return address;
            }
            String stage = host.group(2).equals("execute-api") ? "/$default" : "";
            return URI.create(
                    endpoint.url() + "/_aws/" + host.group(2) + "/" + host.group(1) + stage + address.getPath());
        }
    },
    /** Runs Java in containers; without a licence it has neither HTTP APIs nor Cognito, and schedules never fire. */
    LOCALSTACK("LocalStack", "localstack", Functions.IN_CONTAINERS, false, false),
    /** The same from PyPI, where {@code .ci/localstack} has it run Java in processes. */
    LOCALSTACK_WITHOUT_DOCKER("LocalStack without Docker", "localstack", Functions.IN_PROCESSES, false, false);

    /** How an emulator runs functions in Java. */
    private enum Functions {
        NONE,
        IN_CONTAINERS,
        IN_PROCESSES
    }

    private static final Pattern MADE_UP_HOST = Pattern.compile("([a-z0-9-]+)\\.(lambda-url|execute-api)\\.");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String title;
    private final String file;
    private final Functions functions;
    private final boolean servesHttpApis;
    private final boolean firesSchedules;

    Emulator(String title, String file, Functions functions, boolean servesHttpApis, boolean firesSchedules) {
        this.title = title;
        this.file = file;
        this.functions = functions;
        this.servesHttpApis = servesHttpApis;
        this.firesSchedules = firesSchedules;
    }

    /**
     * Recognizes an emulator by its health check.
     *
     * @throws IllegalStateException when no known emulator answers
     */
    public static Emulator at(Endpoint endpoint) {
        if (get(endpoint, "/_ministack/health").isPresent()) {
            return MINISTACK;
        }
        if (get(endpoint, "/_localstack/health").isPresent()) {
            boolean onThisMachine = get(endpoint, "/_localstack/info")
                    .filter(info -> info.replace(" ", "").contains("\"is_docker\":false"))
                    .isPresent();
            return onThisMachine ? LOCALSTACK_WITHOUT_DOCKER : LOCALSTACK;
        }
        throw new IllegalStateException("There is no emulator of AWS at " + endpoint.url()
                + ": it answers neither /_localstack/health nor /_ministack/health.");
    }

    private static Optional<String> get(Endpoint endpoint, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .timeout(PATIENCE)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Its name. */
    public String title() {
        return title;
    }

    /** How it differs from AWS, and why that does no harm. */
    public String knownGaps() {
        return KnownGaps.text(this);
    }

    /** The path of this machine to which an emulator without Java forwards the invocations of a function. */
    public static String forwardPath(String function) {
        return "/functions/" + function;
    }

    /** The name of its resource files. */
    String file() {
        return file;
    }

    /** Whether it runs the functions itself. */
    public boolean runsJava() {
        return functions != Functions.NONE;
    }

    /** Whether its functions run in containers, which reach this machine under another name and from another address. */
    public boolean runsContainers() {
        return functions == Functions.IN_CONTAINERS;
    }

    /** Whether it has HTTP APIs, and with them the JWT authorizer and Cognito. */
    public boolean servesHttpApis() {
        return servesHttpApis;
    }

    /** Whether EventBridge Scheduler's schedules fire. */
    public boolean firesSchedules() {
        return firesSchedules;
    }

    /** Translates a public address that the emulator made up to one that this machine reaches. */
    public URI reachable(Endpoint endpoint, URI address) {
        return address;
    }

    /** Translates an address of this machine to one that its functions reach. */
    public URI seenByFunctions(URI here) {
        return runsContainers() ? URI.create(here.toString().replace("localhost", "host.docker.internal")) : here;
    }
}
