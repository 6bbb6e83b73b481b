package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls Seatline over kept-alive connections, one for each concurrent request. It uses HttpCore, the lightest maintained
 * client, because the load generator shares the machine's cores with the system under test.
 */
final class LoadClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CONNECTIONS = 20_000;

    /** The server closes connections that are idle for 30 seconds. */
    private static final Timeout CONNECTION_LIFETIME = Timeout.ofSeconds(20);

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(60);

    private final HttpHost server;
    private final URIAuthority authority;
    private final HttpRequester requester = RequesterBootstrap.bootstrap()
            .setSocketConfig(
                    SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build())
            .setMaxTotal(MAX_CONNECTIONS)
            .setDefaultMaxPerRoute(MAX_CONNECTIONS)
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setTimeToLive(CONNECTION_LIFETIME)
            .create();

    LoadClient(URI server) {
        this.server = HttpHost.create(server);
        authority = new URIAuthority(this.server);
    }

    @SuppressWarnings("ArrayRecordComponent") // Responses are read once, never compared.
    record Response(int status, Optional<String> etag, byte[] body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("a response is not JSON", e);
            }
        }
    }

    /** @param seats seat numbers of the show, such as {@code A1} */
    Response reserve(String token, String show, List<String> seats) {
        String body = seats.stream()
                .map(seat -> '"' + show + '.' + seat + '"')
                .collect(Collectors.joining(",", "{\"show_seats\":[", "]}"));
        return post("/api/v1/reserve", token, body);
    }

    Response joinWaitlist(String token, String show, int seats) {
        return post("/api/v1/shows/" + show + "/waitlist", token, "{\"seats\":" + seats + "}");
    }

    Response seatMap(String show) {
        return send("GET", seatMapPath(show), "");
    }

    Response seatMapUnlessUnchanged(String show, String etag) {
        return send("GET", seatMapPath(show), "", new BasicHeader("if-none-match", etag));
    }

    private static String seatMapPath(String show) {
        return "/api/v1/shows/" + show + "/seats";
    }

    Response get(String path, String token) {
        return send("GET", path, "", authorization(token));
    }

    Response post(String path, String token, String body) {
        return send("POST", path, body, authorization(token));
    }

    Response delete(String path, String token) {
        return send("DELETE", path, "", authorization(token));
    }

    private static Header authorization(String token) {
        return new BasicHeader("authorization", "Bearer " + token);
    }

    private Response send(String method, String path, String body, Header... headers) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, path);
        request.setAuthority(authority);
        request.setHeaders(headers);
        if (!body.isEmpty()) {
            request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        }
        try {
            return requester.execute(server, request, CONNECT_TIMEOUT, HttpCoreContext.create(), LoadClient::read);
        } catch (IOException | HttpException e) {
            throw new IllegalStateException(method + " " + path + " was not answered", e);
        }
    }

    private static Response read(ClassicHttpResponse response) throws IOException {
        Optional<String> etag =
                Optional.ofNullable(response.getFirstHeader("etag")).map(Header::getValue);
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Response(response.getCode(), etag, body);
    }

    @Override
    public void close() {
        requester.close(CloseMode.IMMEDIATE);
    }
}
