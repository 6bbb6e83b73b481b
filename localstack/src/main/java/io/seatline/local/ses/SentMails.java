package io.seatline.local.ses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes SES's {@code SendEmail} (API version 2, {@code Simple} content) and keeps the newest mails in memory. {@code GET
 * /local/mail} lists them, newest first, as JSON or, for a browser, as a page; {@code ?to=} selects a recipient. A mail to
 * SES's simulator of bounces is listed as {@code "bounced":true}.
 */
public final class SentMails {
    /** The path of the service. */
    public static final String PATH = "/local/ses";

    private static final int MOST = 1_000;
    private static final String BOUNCES = "bounce@simulator.amazonses.com";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Mails (development)</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; }
            h2 { font-size: 1.1rem; margin: 2rem 0 0; }
            iframe { width: 100%%; height: 52rem; border: 1px solid; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; }
            </style>
            <h1>Mails</h1>
            <p>%d mails, newest first. Nothing left this machine.</p>
            """;
    private static final String MAIL = """
            <h2>%s</h2>
            <p>To %s, %s%s</p>
            <iframe sandbox title="The mail" srcdoc="%s"></iframe>
            <details><summary>As text</summary><pre>%s</pre></details>
            """;

    private final InstantSource clock;
    private final Deque<ObjectNode> mails = new ArrayDeque<>();
    private long sent;

    /** Creates an empty list. */
    public SentMails(InstantSource clock) {
        this.clock = clock;
    }

    /** Declares SES's path and {@code /local/mail}. */
    public void register(JavalinConfig config) {
        config.routes.post(PATH + "/v2/email/outbound-emails", this::send);
        config.routes.get("/local/mail", this::list);
    }

    private void send(Context http) throws IOException {
        JsonNode request = JSON.readTree(http.bodyAsBytes());
        http.contentType("application/json");
        JsonNode message = request.path("Content").path("Simple");
        String to = request.path("Destination").path("ToAddresses").path(0).asText();
        if (to.isEmpty() || !message.path("Subject").path("Data").isTextual()) {
            http.status(400)
                    .header("x-amzn-ErrorType", "BadRequestException")
                    .result("{\"message\":\"A simple message to one address is needed.\"}");
            return;
        }
        ObjectNode mail = JSON.createObjectNode()
                .put("at", clock.instant().toString())
                .put("from", request.path("FromEmailAddress").asText())
                .put("to", to)
                .put("bounced", to.equals(BOUNCES))
                .put("subject", message.path("Subject").path("Data").asText())
                .put("text", message.path("Body").path("Text").path("Data").asText())
                .put("html", message.path("Body").path("Html").path("Data").asText());
        ArrayNode attachments = mail.putArray("attachments");
        message.path("Attachments").forEach(file -> attachments
                .addObject()
                .put("file_name", file.path("FileName").asText())
                .put("content_type", file.path("ContentType").asText())
                .put("content_id", file.path("ContentId").asText())
                .put("content", file.path("RawContent").asText()));
        http.result(JSON.createObjectNode().put("MessageId", keep(mail)).toString());
    }

    private synchronized String keep(ObjectNode mail) {
        String id = "mail-" + ++sent;
        mails.addFirst(mail.put("id", id));
        if (mails.size() > MOST) {
            mails.removeLast();
        }
        return id;
    }

    private synchronized List<ObjectNode> mails(Optional<String> to) {
        return mails.stream()
                .filter(mail -> to.isEmpty() || to.get().equals(mail.path("to").asText()))
                .toList();
    }

    private void list(Context http) {
        List<ObjectNode> found = mails(Optional.ofNullable(http.queryParam("to")));
        http.header("cache-control", "no-store");
        if (!Optional.ofNullable(http.header("Accept")).orElse("").contains("text/html")) {
            http.contentType("application/json; charset=utf-8")
                    .result(JSON.createArrayNode().addAll(found).toString());
            return;
        }
        StringBuilder page = new StringBuilder(PAGE.formatted(found.size()));
        found.forEach(mail -> page.append(shown(mail)));
        http.header("content-security-policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'")
                .html(page.toString());
    }

    private static String shown(JsonNode mail) {
        String html = mail.path("html").asText();
        for (JsonNode file : mail.path("attachments")) {
            html = html.replace(
                    "cid:" + file.path("content_id").asText(),
                    "data:" + file.path("content_type").asText() + ";base64,"
                            + file.path("content").asText());
        }
        return MAIL.formatted(
                escape(mail.path("subject").asText()),
                escape(mail.path("to").asText()),
                mail.path("at").asText(),
                mail.path("bounced").asBoolean() ? ", bounced" : "",
                escape(html),
                escape(mail.path("text").asText()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
