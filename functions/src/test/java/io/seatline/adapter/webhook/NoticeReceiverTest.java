package io.seatline.adapter.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeReceiverTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://notices.example/hush?key=hush",
                " https://notices.example \n",
                "HTTPS://notices.example",
                "http://localhost:8080/hush",
                "http://LOCALHOST/hush",
                "http://127.0.0.1:1",
                "http://[::1]:8080/hush"
            })
    void accepts_https_and_http_on_localhost(String url) {
        assertEquals(url.strip(), NoticeReceiver.of(url, "hush").orElseThrow().url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hush.example",
                "http://localhost.hush.example",
                "http://localhost@hush.example",
                "http://127.0.0.2/hush",
                "ftp://localhost/hush",
                "https:hush.example",
                "https:///hush",
                "https://hush example",
                "//hush.example",
                "hush.example",
                "mailto:hush@hush.example"
            })
    void other_addresses_are_rejected_without_quoting_them(String url) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> NoticeReceiver.of(url, "secret"));

        assertEquals(
                "the notice webhook's address must begin with https://;"
                        + " http:// is allowed for localhost, 127.0.0.1 and [::1] alone",
                refusal.getMessage());
        assertNull(refusal.getCause());
    }

    @ParameterizedTest
    @CsvSource({
        "'', the notice webhook has no key to sign with",
        "whsec_, the notice webhook has no key to sign with",
        "whsec_hush!, the notice webhook's key is not whsec_ and Base64",
    })
    void invalid_key_is_rejected_without_quoting_it(String secret, String why) {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> NoticeReceiver.of("https://a.example", secret));

        assertEquals(why, refusal.getMessage());
        assertNull(refusal.getCause());
    }

    @Test
    void reads_url_and_key_from_a_secret() {
        assertEquals(
                "https://a.example/n",
                NoticeReceiver.fromSecret("{\"url\":\"https://a.example/n\",\"secret\":\"s\"}")
                        .orElseThrow()
                        .url());
    }

    @Test
    void empty_url_means_no_receiver() {
        assertEquals(Optional.empty(), NoticeReceiver.fromSecret("{\"url\":\"\",\"secret\":\"made at random\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hush|the notice webhook's secret is not JSON",
                "\"hush\"|the notice webhook's secret is not a JSON object",
                "{\"secret\":\"hush\"}|the notice webhook's secret has no text \"url\"",
                "{\"url\":\"https://hush.example\"}|the notice webhook's secret has no text \"secret\""
            })
    void invalid_secret_is_explained_without_its_content(String secret, String why) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> NoticeReceiver.fromSecret(secret));

        assertEquals(why, refusal.getMessage());
        assertNull(refusal.getCause());
    }

    @Test
    void to_string_hides_url_and_key() {
        Optional<NoticeReceiver> receiver = NoticeReceiver.of("https://hush.example", "hush");

        assertTrue(receiver.isPresent());
        assertFalse(receiver.toString().contains("hush"), receiver.toString());
    }
}
