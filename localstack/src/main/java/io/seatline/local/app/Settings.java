package io.seatline.local.app;

import io.seatline.adapter.webhook.NoticeReceiver;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of Seatline on one machine.
 *
 * @param port the TCP port; 0 takes a free one
 * @param dynamoDbPort the TCP port on which other processes reach the tables; empty for none
 * @param hold how long seats are held for payment
 * @param offer how long the seats of an offer are held
 * @param doorsOpen how long before a show its doors open
 * @param dataDir where everything survives a restart; empty keeps everything in memory
 * @param catalog the catalog document to load; empty for the sample
 * @param clock the clock of the cloud and MoMo
 * @param webhooks the receivers of alerts and notices
 */
@RecordBuilder
public record Settings(
        int port,
        OptionalInt dynamoDbPort,
        Duration hold,
        Duration offer,
        Duration doorsOpen,
        Optional<Path> dataDir,
        Optional<Path> catalog,
        InstantSource clock,
        Webhooks webhooks)
        implements SettingsBuilder.With {
    private static final int LONGEST_HOLD_SECONDS = 3600;
    private static final int LONGEST_DOORS_OPEN_MINUTES = 10_080;
    private static final int LAST_PORT = 65_535;

    /** Refuses the same port for HTTP and the tables. */
    public Settings {
        if (port != 0 && dynamoDbPort.equals(OptionalInt.of(port))) {
            throw new IllegalArgumentException(
                    "DYNAMODB_PORT and PORT are both " + port + ". Set one of them to another port.");
        }
    }

    /**
     * The receivers of support alerts and customer notices; an empty URL is none.
     *
     * @param chat where support alerts go
     * @param notice where customer notices go
     * @param noticeSecret the key that signs notices
     */
    public record Webhooks(String chat, String notice, String noticeSecret) {
        static final Webhooks NONE = new Webhooks("", "", "");

        /** Support alerts alone. */
        public static Webhooks chat(String url) {
            return new Webhooks(url, "", "");
        }

        /** Refuses a receiver that would fail at each notice. */
        public Webhooks {
            require("NOTICE_WEBHOOK_URL", notice, "any key");
            require("NOTICE_WEBHOOK_SECRET", notice, noticeSecret);
        }

        private static void require(String variable, String url, String secret) {
            try {
                NoticeReceiver.of(url, secret);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(variable + ": " + e.getMessage() + ".", e);
            }
        }

        /** Hides the values, which are secrets. */
        @Override
        public String toString() {
            return "Webhooks";
        }
    }

    /** The settings of a test: any free port, in memory, on the machine's clock. */
    public static Settings forTests() {
        return new Settings(
                0,
                OptionalInt.empty(),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Optional.empty(),
                Optional.empty(),
                InstantSource.system(),
                Webhooks.NONE);
    }

    /** The same with another hold, which is the length of offers too. */
    @Override
    public Settings withHold(Duration other) {
        return with(settings -> settings.hold(other).offer(other));
    }

    /**
     * Reads {@code PORT} (8080), {@code HOLD_SECONDS} (300), {@code OFFER_SECONDS} (as {@code HOLD_SECONDS}),
     * {@code DOOR_OPENS_MINUTES} (60), {@code DATA_DIR}, {@code DYNAMODB_PORT}, {@code CATALOG},
     * {@code CHAT_WEBHOOK_URL}, {@code NOTICE_WEBHOOK_URL} and {@code NOTICE_WEBHOOK_SECRET} (none).
     *
     * @throws IllegalArgumentException naming a variable with an invalid value, and what it takes
     */
    public static Settings from(Map<String, String> environment) {
        int hold = number(environment, "HOLD_SECONDS", 1, LONGEST_HOLD_SECONDS).orElse(300);
        return new Settings(
                number(environment, "PORT", 0, LAST_PORT).orElse(8080),
                number(environment, "DYNAMODB_PORT", 1, LAST_PORT),
                Duration.ofSeconds(hold),
                Duration.ofSeconds(number(environment, "OFFER_SECONDS", 1, LONGEST_HOLD_SECONDS)
                        .orElse(hold)),
                Duration.ofMinutes(number(environment, "DOOR_OPENS_MINUTES", 0, LONGEST_DOORS_OPEN_MINUTES)
                        .orElse(60)),
                text(environment, "DATA_DIR").map(Path::of),
                text(environment, "CATALOG").map(Path::of),
                InstantSource.system(),
                new Webhooks(
                        text(environment, "CHAT_WEBHOOK_URL").orElse(""),
                        text(environment, "NOTICE_WEBHOOK_URL").orElse(""),
                        text(environment, "NOTICE_WEBHOOK_SECRET").orElse("")));
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static OptionalInt number(Map<String, String> environment, String name, int least, int most) {
        Optional<String> given = text(environment, name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        String value = given.get();
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    name + " takes a whole number from " + least + " to " + most + ", not \"" + value + "\".");
        }
        return OptionalInt.of(number);
    }
}
