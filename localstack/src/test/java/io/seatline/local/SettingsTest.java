package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.local.app.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static Settings notices(String url, String secret) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NOTICE_WEBHOOK_URL", url);
        environment.put("NOTICE_WEBHOOK_SECRET", secret);
        return Settings.from(environment);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hush.example/notices, hush, NOTICE_WEBHOOK_URL: the notice webhook's address must begin with https://",
        "hush.example, hush, NOTICE_WEBHOOK_URL: the notice webhook's address must begin with https://",
        "http://hush.example, , NOTICE_WEBHOOK_URL: the notice webhook's address must begin with https://",
        "https://hush.example, , NOTICE_WEBHOOK_SECRET: the notice webhook has no key to sign with",
        "https://hush.example, ' ', NOTICE_WEBHOOK_SECRET: the notice webhook has no key to sign with",
        "https://hush.example, whsec_hush!, NOTICE_WEBHOOK_SECRET: the notice webhook's key is not whsec_ and Base64"
    })
    void invalid_notice_webhook_stops_the_start_and_is_named(String url, String secret, String refusal) {
        String message = assertThrows(IllegalArgumentException.class, () -> notices(url, secret))
                .getMessage();

        assertEquals(refusal, message.substring(0, refusal.length()));
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void offer_lasts_as_long_as_a_hold_unless_it_has_a_setting_of_its_own() {
        assertEquals(
                Duration.ofSeconds(20),
                Settings.from(Map.of("HOLD_SECONDS", "20")).offer());
        Settings longer = Settings.from(Map.of("OFFER_SECONDS", "3600"));
        assertEquals(Duration.ofHours(1), longer.offer());
        assertEquals(Duration.ofMinutes(5), longer.hold());
        assertEquals(
                "OFFER_SECONDS takes a whole number from 1 to 3600, not \"3601\".",
                assertThrows(IllegalArgumentException.class, () -> Settings.from(Map.of("OFFER_SECONDS", "3601")))
                        .getMessage());
    }

    @Test
    void doors_open_an_hour_before_the_show_unless_set_otherwise() {
        assertEquals(Duration.ofHours(1), Settings.from(Map.of()).doorsOpen());
        assertEquals(
                Duration.ZERO, Settings.from(Map.of("DOOR_OPENS_MINUTES", "0")).doorsOpen());
        assertEquals(
                "DOOR_OPENS_MINUTES takes a whole number from 0 to 10080, not \"10081\".",
                assertThrows(IllegalArgumentException.class, () -> Settings.from(Map.of("DOOR_OPENS_MINUTES", "10081")))
                        .getMessage());
    }

    @Test
    void valid_notice_webhook_and_key_are_accepted() {
        Settings settings = notices(" http://localhost:9999/notices ", "whsec_aHVzaA==");

        assertEquals("http://localhost:9999/notices", settings.webhooks().notice());
        assertEquals("whsec_aHVzaA==", settings.webhooks().noticeSecret());
    }

    @Test
    void tables_are_served_on_the_configured_port() {
        assertEquals(
                OptionalInt.of(8000),
                Settings.from(Map.of("DYNAMODB_PORT", "8000")).dynamoDbPort());
        assertEquals(OptionalInt.empty(), Settings.from(Map.of()).dynamoDbPort());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'DYNAMODB_PORT takes a whole number from 1 to 65535, not \"0\".'",
        "65536, 'DYNAMODB_PORT takes a whole number from 1 to 65535, not \"65536\".'",
        "http, 'DYNAMODB_PORT takes a whole number from 1 to 65535, not \"http\".'",
        "8080, DYNAMODB_PORT and PORT are both 8080. Set one of them to another port."
    })
    void invalid_tables_port_stops_the_start(String port, String refusal) {
        assertEquals(
                refusal,
                assertThrows(IllegalArgumentException.class, () -> Settings.from(Map.of("DYNAMODB_PORT", port)))
                        .getMessage());
    }

    @Test
    void catalog_is_the_configured_file_or_the_sample() {
        assertEquals(
                Optional.of(Path.of("my-catalog.json")),
                Settings.from(Map.of("CATALOG", "my-catalog.json")).catalog());
        assertEquals(Optional.empty(), Settings.from(Map.of()).catalog());
    }

    @Test
    void notice_webhook_is_optional() {
        assertEquals("", notices(null, null).webhooks().notice());
        assertEquals("", notices("", "").webhooks().notice());
    }
}
