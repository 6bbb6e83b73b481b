package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.template.ResolvedTemplate.EventInvokeConfig;
import io.seatline.local.template.ResolvedTemplate.EventSourceMapping;
import io.seatline.local.template.ResolvedTemplate.Function;
import io.seatline.local.template.ResolvedTemplate.Queue;
import io.seatline.local.template.ResolvedTemplate.Rule;
import io.seatline.local.template.ResolvedTemplate.Schedule;
import io.seatline.local.template.ResolvedTemplate.Table;
import io.seatline.local.template.ResolvedTemplate.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Reads resources, in any order, into a {@link ResolvedTemplate}. */
final class ResourceReader {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private static final Map<String, QueueAttributeName> QUEUE_ATTRIBUTES = Map.of(
            "FifoQueue", QueueAttributeName.FIFO_QUEUE,
            "ContentBasedDeduplication", QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
            "VisibilityTimeout", QueueAttributeName.VISIBILITY_TIMEOUT,
            "DelaySeconds", QueueAttributeName.DELAY_SECONDS,
            "ReceiveMessageWaitTimeSeconds", QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS);

    private final Place place;
    private final List<Table> tables = new ArrayList<>();
    private final List<Queue> queues = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final List<EventInvokeConfig> invokeConfigs = new ArrayList<>();
    private final List<EventSourceMapping> mappings = new ArrayList<>();
    private final Set<String> buses = new TreeSet<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final Map<String, String> integrations = new HashMap<>();
    private final Map<String, JwtAuthorizer> authorizers = new HashMap<>();
    private final List<Resource> routes = new ArrayList<>();
    private final Set<String> urls = new TreeSet<>();
    private Optional<Cors> cors = Optional.empty();
    private Map<String, String> siteHeaders = Map.of();

    ResourceReader(Place place) {
        this.place = place;
    }

    /** Reads a resource whose properties have been checked and whose type is not ignored. */
    void read(Resource resource) {
        switch (resource.type()) {
            case "AWS::DynamoDB::Table" -> tables.add(TableReader.read(resource));
            case "AWS::SQS::Queue" -> queues.add(queue(resource));
            case "AWS::Lambda::Function" -> {
                if (resource.text("Runtime").orElse("java").startsWith("java")) {
                    functions.add(function(resource));
                }
            }
            case "AWS::Lambda::EventInvokeConfig" -> invokeConfigs.add(invokeConfig(resource));
            case "AWS::Lambda::EventSourceMapping" -> mappings.add(mapping(resource));
            case "AWS::Lambda::Url" -> urls.add(References.functionArn(resource.required("TargetFunctionArn")));
            case "AWS::Events::EventBus" -> buses.add(resource.required("Name"));
            case "AWS::Events::Rule" -> rules.add(rule(resource));
            case "AWS::Scheduler::Schedule" -> schedules.add(schedule(resource));
            case "AWS::ApiGatewayV2::Api" -> cors = cors(resource);
            case "AWS::ApiGatewayV2::Integration" -> integrations.put(resource.id(), integration(resource));
            case "AWS::ApiGatewayV2::Authorizer" -> authorizers.put(resource.id(), authorizer(resource));
            case "AWS::ApiGatewayV2::Route" -> routes.add(resource);
            case "AWS::CloudFront::ResponseHeadersPolicy" -> siteHeaders = siteHeaders(resource);
            case "AWS::Lambda::Version",
                    "AWS::Lambda::Alias",
                    "AWS::ApiGatewayV2::Stage",
                    "AWS::Cognito::UserPool",
                    "AWS::Cognito::UserPoolClient" -> {
                // Others refer to them, see References.
            }
            default ->
                throw new IllegalStateException("resource-types.txt lists " + resource.type() + "; read it here");
        }
    }

    /** Joins what refers to each other. */
    ResolvedTemplate resolved() {
        return new ResolvedTemplate(
                tables,
                queues,
                functions,
                invokeConfigs,
                mappings,
                buses,
                rules,
                schedules,
                routes.stream().map(this::route).toList(),
                urls.stream().map(this::functionId).collect(Collectors.toSet()),
                cors,
                siteHeaders);
    }

    private String functionId(String arn) {
        return ResolvedTemplate.find(functions, arn).id();
    }

    private static Queue queue(Resource resource) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        QUEUE_ATTRIBUTES.forEach(
                (property, name) -> resource.text(property).ifPresent(value -> attributes.put(name, value)));
        JsonNode redrive = resource.at("RedrivePolicy");
        if (!redrive.isMissingNode()) {
            attributes.put(QueueAttributeName.REDRIVE_POLICY, redrive.toString());
        }
        return new Queue(
                resource.id(),
                resource.text("QueueName").orElse(resource.id()),
                attributes,
                resource.text("RedrivePolicy.deadLetterTargetArn"));
    }

    private static Function function(Resource resource) {
        Map<String, String> environment = new TreeMap<>();
        resource.at("Environment.Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return new Function(
                resource.id(),
                resource.text("FunctionName").orElse(resource.id()),
                resource.required("Handler"),
                environment,
                Duration.ofSeconds(resource.integer("Timeout").orElse(3)),
                resource.integer("MemorySize").orElse(128),
                resource.text("DeadLetterConfig.TargetArn"));
    }

    private static EventInvokeConfig invokeConfig(Resource resource) {
        return new EventInvokeConfig(
                References.functionArn(resource.required("FunctionName")),
                resource.integer("MaximumRetryAttempts").orElse(EventInvokeConfig.DEFAULT_RETRIES),
                resource.integer("MaximumEventAgeInSeconds").orElse(EventInvokeConfig.DEFAULT_AGE_SECONDS),
                resource.text("DestinationConfig.OnFailure.Destination"));
    }

    private static EventSourceMapping mapping(Resource resource) {
        String source = resource.required("EventSourceArn");
        boolean stream = source.contains(":dynamodb:");
        if (stream) {
            resource.required("StartingPosition");
        }
        OptionalInt retries = resource.integer("MaximumRetryAttempts");
        return new EventSourceMapping(
                resource.id(),
                References.functionArn(resource.required("FunctionName")),
                source,
                resource.flag("Enabled", true),
                resource.integer("BatchSize").orElse(stream ? 100 : 10),
                // One machine does not scale beyond what Lambda starts with.
                Math.min(
                        resource.integer("ScalingConfig.MaximumConcurrency")
                                .orElse(EventSourceMapping.DEFAULT_CONCURRENCY),
                        EventSourceMapping.DEFAULT_CONCURRENCY),
                resource.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                resource.list("FilterCriteria.Filters").stream()
                        .map(filter -> filter.path("Pattern").asText())
                        .toList(),
                resource.flag("BisectBatchOnFunctionError", false),
                // -1, the default, retries until the record expires.
                retries.isPresent() && retries.getAsInt() >= 0 ? retries : OptionalInt.empty(),
                resource.text("DestinationConfig.OnFailure.Destination"));
    }

    private static Rule rule(Resource resource) {
        JsonNode pattern = resource.at("EventPattern");
        if (pattern.isMissingNode()) {
            throw resource.refuse("EventPattern", "a rule without one does not run locally; use a Scheduler schedule.");
        }
        String bus = resource.text("EventBusName").orElse("default");
        return new Rule(
                resource.id(),
                bus.substring(bus.lastIndexOf('/') + 1),
                pattern.toString(),
                resource.text("State").orElse("ENABLED").equals("ENABLED"),
                resource.list("Targets").stream()
                        .map(target -> new Target(
                                target.path("Arn").asText(),
                                Optional.ofNullable(target.get("Input")).map(JsonNode::asText)))
                        .toList());
    }

    private static Schedule schedule(Resource resource) {
        String expression = resource.required("ScheduleExpression");
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw resource.refuse("ScheduleExpression", "only rate(...) runs locally, not " + expression + ".");
        }
        Duration unit =
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(1);
                    case "hour" -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        return new Schedule(
                resource.id(),
                unit.multipliedBy(Long.parseLong(rate.group(1))),
                resource.text("State").orElse("ENABLED").equals("ENABLED"),
                new Target(resource.required("Target.Arn"), resource.text("Target.Input")));
    }

    private static Optional<Cors> cors(Resource resource) {
        if (resource.at("CorsConfiguration").isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new Cors(
                resource.texts("CorsConfiguration.AllowOrigins"),
                resource.texts("CorsConfiguration.AllowMethods"),
                resource.texts("CorsConfiguration.AllowHeaders"),
                resource.texts("CorsConfiguration.ExposeHeaders"),
                Optional.of(Duration.ofSeconds(
                        resource.integer("CorsConfiguration.MaxAge").orElse(0))),
                false));
    }

    private static Map<String, String> siteHeaders(Resource resource) {
        String security = "ResponseHeadersPolicyConfig.SecurityHeadersConfig.";
        Map<String, String> headers = new TreeMap<>();
        headers.put(
                "content-security-policy", resource.required(security + "ContentSecurityPolicy.ContentSecurityPolicy"));
        headers.put("referrer-policy", resource.required(security + "ReferrerPolicy.ReferrerPolicy"));
        headers.put("x-content-type-options", "nosniff");
        resource.list("ResponseHeadersPolicyConfig.CustomHeadersConfig.Items")
                .forEach(header -> headers.put(
                        header.path("Header").asText().toLowerCase(Locale.ROOT),
                        header.path("Value").asText()));
        return headers;
    }

    /** Takes the ARN out of {@code arn:...:lambda:path/2015-03-31/functions/<arn>/invocations}, if it is wrapped so. */
    private static String integration(Resource resource) {
        String uri = resource.required("IntegrationUri");
        int start = uri.indexOf("/functions/");
        return start < 0 ? uri : uri.substring(start + "/functions/".length(), uri.length() - "/invocations".length());
    }

    private JwtAuthorizer authorizer(Resource resource) {
        if (!resource.texts("IdentitySource").equals(List.of("$request.header.Authorization"))) {
            throw resource.refuse("IdentitySource", "only $request.header.Authorization runs locally.");
        }
        // The CDK builds the issuer's URL from the pool's id.
        String issuer = resource.required("JwtConfiguration.Issuer");
        return new JwtAuthorizer(
                issuer.endsWith("/" + References.USER_POOL_ID) ? place.issuer() : issuer,
                resource.texts("JwtConfiguration.Audience"),
                List.of());
    }

    private HttpRoute route(Resource resource) {
        String authorization = resource.text("AuthorizationType").orElse("NONE");
        Optional<JwtAuthorizer> authorizer =
                switch (authorization) {
                    case "NONE" -> Optional.empty();
                    case "JWT" ->
                        Optional.of(found(resource, "AuthorizerId", authorizers, resource.required("AuthorizerId"))
                                .withScopes(resource.texts("AuthorizationScopes")));
                    default ->
                        throw resource.refuse(
                                "AuthorizationType", "only NONE and JWT run locally, not " + authorization + ".");
                };
        String target = resource.required("Target").replaceFirst("^integrations/", "");
        String functionArn = found(resource, "Target", integrations, target);
        return new HttpRoute(resource.required("RouteKey"), functionId(functionArn), authorizer);
    }

    private static <T> T found(Resource resource, String property, Map<String, T> known, String id) {
        T value = known.get(id);
        if (value == null) {
            throw resource.refuse(property, id + " is not in the template.");
        }
        return value;
    }
}
