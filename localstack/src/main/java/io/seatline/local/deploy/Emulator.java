package io.seatline.local.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The known emulators and what each lacks; {@link KnownGaps} lists how they differ. */
enum Emulator {
    /** Has every service that the template uses, but runs no Java. */
    MINISTACK("MiniStack", "ministack", false, true, true) {
        @Override
        URI reachable(Endpoint endpoint, URI address) {
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
    LOCALSTACK("LocalStack", "localstack", true, false, false);

    private static final Pattern MADE_UP_HOST = Pattern.compile("([a-z0-9-]+)\\.(lambda-url|execute-api)\\.");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String title;
    private final String file;
    private final boolean runsJava;
    private final boolean servesHttpApis;
    private final boolean firesSchedules;

    Emulator(String title, String file, boolean runsJava, boolean servesHttpApis, boolean firesSchedules) {
        this.title = title;
        this.file = file;
        this.runsJava = runsJava;
        this.servesHttpApis = servesHttpApis;
        this.firesSchedules = firesSchedules;
    }

    /**
     * Recognizes an emulator by its health check.
     *
     * @throws IllegalStateException when no known emulator answers
     */
    static Emulator at(Endpoint endpoint) {
        if (healthy(endpoint, "/_ministack/health")) {
            return MINISTACK;
        }
        if (healthy(endpoint, "/_localstack/health")) {
            return LOCALSTACK;
        }
        throw new IllegalStateException("There is no emulator of AWS at " + endpoint.url()
                + ": it answers neither /_localstack/health nor /_ministack/health.");
    }

    private static boolean healthy(Endpoint endpoint, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .timeout(PATIENCE)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its name. */
    String title() {
        return title;
    }

    /** The name of its resource files. */
    String file() {
        return file;
    }

    /** Whether it runs the functions itself. */
    boolean runsJava() {
        return runsJava;
    }

    /** Whether it has HTTP APIs, and with them the JWT authorizer and Cognito. */
    boolean servesHttpApis() {
        return servesHttpApis;
    }

    /** Whether EventBridge Scheduler's schedules fire. */
    boolean firesSchedules() {
        return firesSchedules;
    }

    /** Translates a public address that the emulator made up to one that this machine reaches. */
    URI reachable(Endpoint endpoint, URI address) {
        return address;
    }

    /** Translates an address of this machine to one that its functions reach. */
    URI seenByFunctions(URI here) {
        return runsJava ? URI.create(here.toString().replace("localhost", "host.docker.internal")) : here;
    }
}
