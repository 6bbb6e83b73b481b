package io.seatline.infra;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.FirewallOptions;
import io.seatline.infra.lambda.FunctionsCode;
import io.seatline.infra.site.SiteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Code;

/** The synthesized stack; once per stage for all tests, since it takes seconds. */
public final class Synthesis {
    public static final ObjectMapper JSON = new ObjectMapper();

    /** The options of a domain with a web ACL, while its origin key is rotated. */
    static final Map<String, String> BEHIND_CLOUDFRONT = Map.of(
            "domainName",
            "tickets.cinema.vn",
            "certificate",
            "arn:aws:acm:us-east-1:123456789012:certificate/0d1e2f3a-1111-2222-3333-444455556666",
            "webAcl",
            "arn:aws:wafv2:us-east-1:123456789012:global/webacl/seatline-prod-edge/0d1e2f3a-1111-2222-3333-444455556666",
            "originKey",
            "a1b2c3d4-1111-2222-3333-444455556666");

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(INDENT)
            .withArrayIndenter(INDENT);

    private final JsonNode json;

    private Synthesis(JsonNode json) {
        this.json = json;
    }

    /** The template of development. */
    public static Synthesis dev() {
        return Dev.ONCE;
    }

    /** The template of production. */
    public static Synthesis prod() {
        return Prod.ONCE;
    }

    /** The template of production behind CloudFront and its web ACL. */
    public static Synthesis edge() {
        return Edge.ONCE;
    }

    /** The template of the web ACL's own stack. */
    public static Synthesis firewall(FirewallOptions options) {
        return of(app -> SeatlineApp.firewallStack(app, options));
    }

    /** Synthesizes again. */
    public static Synthesis of(DeploymentOptions options) {
        return of(options, FunctionsCode::placeholder);
    }

    /** Synthesizes again. */
    public static Synthesis of(DeploymentOptions options, Supplier<Code> code) {
        return of(app -> SeatlineApp.stack(app, options, code.get(), SiteFiles.placeholder()));
    }

    private static Synthesis of(Function<App, Stack> define) {
        try {
            Path out = Files.createTempDirectory(Files.createDirectories(MODULE.resolve("target")), "cdk.out");
            App app = new App(SeatlineApp.appProps().outdir(out.toString()).build());
            Stack stack = define.apply(app);
            app.synth();
            return new Synthesis(
                    JSON.readTree(out.resolve(stack.getTemplateFile()).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options of a stage: of {@code prod}, those that it requires. */
    static DeploymentOptions options(DeploymentStage stage) {
        return options(stage, Map.of());
    }

    /** The options of a stage with more of them. */
    static DeploymentOptions options(DeploymentStage stage, Map<String, String> more) {
        Map<String, String> options = required(stage);
        options.putAll(more);
        return DeploymentOptions.of(options);
    }

    /** The context values of a stage that it requires. */
    static Map<String, String> required(DeploymentStage stage) {
        return new TreeMap<>(
                stage == DeploymentStage.DEV
                        ? Map.of("stage", "dev")
                        : Map.of("stage", "prod", "mailFrom", "no-reply@cinema.vn", "alarmEmail", "oncall@cinema.vn"));
    }

    /** A file of this module, independent of the working directory. */
    public static Path file(String path) {
        return MODULE.resolve(path);
    }

    /** The whole template. */
    public JsonNode json() {
        return json;
    }

    /** The template in the snapshot's form: CDK's order, indented by two spaces. */
    public String pretty() {
        try {
            return JSON.writer(PRINTER).writeValueAsString(json) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The template for CDK's own assertions. */
    public Template template() {
        return Template.fromString(json.toString());
    }

    /** The properties of every resource of a type, by logical id. */
    public Map<String, JsonNode> properties(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        for (Map.Entry<String, JsonNode> resource : json.path("Resources").properties()) {
            if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        }
        return found;
    }

    /** The properties of Seatline's functions, by logical id; the one that uploads the site is the CDK's. */
    public Map<String, JsonNode> functions() {
        Map<String, JsonNode> functions = properties("AWS::Lambda::Function");
        functions.remove("SiteUploadFunction");
        return functions;
    }

    /** The resource with a logical id. */
    public JsonNode resource(String id) {
        JsonNode resource = json.path("Resources").path(id);
        if (resource.isMissingNode()) {
            throw new AssertionError("The template has no resource " + id);
        }
        return resource;
    }

    /** The logical id in a {@code Ref} or {@code Fn::GetAtt}. */
    public static String target(JsonNode reference) {
        return reference.has("Ref")
                ? reference.path("Ref").asText()
                : reference.path("Fn::GetAtt").path(0).asText();
    }

    /** The properties of the function behind a reference to an alias. */
    public JsonNode functionBehind(JsonNode alias) {
        JsonNode properties = resource(target(alias)).path("Properties");
        return resource(target(properties.path("FunctionName"))).path("Properties");
    }

    private static final class Dev {
        private static final Synthesis ONCE = of(options(DeploymentStage.DEV), FunctionsCode::placeholder);
    }

    private static final class Edge {
        private static final Synthesis ONCE =
                of(options(DeploymentStage.PROD, BEHIND_CLOUDFRONT), FunctionsCode::placeholder);
    }

    private static final class Prod {
        private static final Synthesis ONCE = of(options(DeploymentStage.PROD), FunctionsCode::placeholder);
    }
}
