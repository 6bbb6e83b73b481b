package io.seatline.local.cloudfront;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Serves the files of the web site from the class path, with CloudFront's headers and compression. */
public final class Site {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]*)*/?");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "webmanifest", "application/manifest+json");

    private final Map<String, String> headers;

    /**
     * Makes a site.
     *
     * @param headers those of every answer, by name
     */
    public Site(Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
    }

    /** Answers with the file at the request's path, or returns false if there is none. */
    public boolean serve(Context ctx) throws IOException {
        String path = ctx.path();
        if (!PATH.matcher(path).matches()) {
            return false;
        }
        if (file(path + "/index.html").isPresent() && !path.endsWith("/")) {
            ctx.redirect(path + "/");
            return true;
        }
        String name = path.endsWith("/") ? path + "index.html" : path;
        Optional<byte[]> content = file(name);
        content.ifPresent(bytes -> answer(ctx, 200, name, bytes));
        return content.isPresent();
    }

    /** Answers that there is no such page. */
    public void notFound(Context ctx) throws IOException {
        answer(ctx, 404, "/404.html", file("/404.html").orElseThrow());
    }

    private static Optional<byte[]> file(String name) throws IOException {
        if (!TYPES.containsKey(type(name))) {
            return Optional.empty();
        }
        try (InputStream in = Site.class.getResourceAsStream("/site" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static String type(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void answer(Context ctx, int status, String name, byte[] content) {
        String etag = '"' + hash(content) + '"';
        headers.forEach(ctx::header);
        ctx.header("etag", etag).header("cache-control", "no-cache").header("vary", "accept-encoding");
        if (status == 200 && etag.equals(ctx.header("if-none-match"))) {
            ctx.status(304);
            return;
        }
        boolean gzip = content.length >= 1000
                && Optional.ofNullable(ctx.header("accept-encoding")).orElse("").contains("gzip");
        if (gzip) {
            ctx.header("content-encoding", "gzip");
        }
        ctx.status(status).contentType(TYPES.get(type(name))).result(gzip ? gzip(content) : content);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory can be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
