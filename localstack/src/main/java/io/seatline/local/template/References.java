package io.seatline.local.template;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** What {@code Ref} and {@code Fn::GetAtt} give for each resource type. */
final class References {

    /** The id of every user pool; an authorizer whose issuer ends in it trusts the development token issuer. */
    static final String USER_POOL_ID = "local_seatline";

    private final Place place;

    References(Place place) {
        this.place = place;
    }

    /**
     * Resolves {@code Ref}.
     *
     * @param property a resolved property of the resource as text
     */
    String ref(String id, ResourceType type, Function<String, Optional<String>> property) {
        return switch (type.name()) {
            case "AWS::DynamoDB::Table" -> property.apply("TableName").orElse(id);
            case "AWS::SQS::Queue" ->
                place.sqs() + "/" + Place.ACCOUNT + "/"
                        + property.apply("QueueName").orElse(id);
            case "AWS::Lambda::Function" -> property.apply("FunctionName").orElse(id);
            case "AWS::Lambda::Version" ->
                functionArn(property.apply("FunctionName").orElse(id)) + ":1";
            case "AWS::Lambda::Alias" ->
                functionArn(property.apply("FunctionName").orElse(id)) + ":"
                        + property.apply("Name").orElse(id);
            case "AWS::Events::EventBus" -> property.apply("Name").orElse(id);
            case "AWS::Cognito::UserPool" -> USER_POOL_ID;
            case "AWS::Cognito::UserPoolClient" -> Place.AUDIENCE;
            default -> id;
        };
    }

    /** Resolves {@code Fn::GetAtt}; empty for an attribute that has no value here. */
    Optional<String> attribute(
            String id, ResourceType type, String attribute, Function<String, Optional<String>> property) {
        if (type.ignored()) {
            // It goes into permissions, names and outputs, which have no effect either.
            return Optional.of(attribute.endsWith("Arn") ? Place.arn("local", id) : id);
        }
        String ref = ref(id, type, property);
        return Optional.ofNullable(
                switch (type.name() + "." + attribute) {
                    case "AWS::DynamoDB::Table.Arn" -> Place.arn("dynamodb", "table/" + ref);
                    // The engine gives the stream its label; readers find the stream by the table.
                    case "AWS::DynamoDB::Table.StreamArn" -> Place.arn("dynamodb", "table/" + ref + "/stream/latest");
                    case "AWS::SQS::Queue.Arn" -> Place.arn("sqs", lastSegment(ref));
                    case "AWS::SQS::Queue.QueueName" -> lastSegment(ref);
                    case "AWS::SQS::Queue.QueueUrl" -> ref;
                    case "AWS::Lambda::Function.Arn" -> functionArn(ref);
                    case "AWS::Lambda::Version.Version" -> "1";
                    case "AWS::Lambda::Version.FunctionArn", "AWS::Lambda::Alias.AliasArn" -> ref;
                    case "AWS::Lambda::Url.FunctionUrl" -> place.http() + "/";
                    case "AWS::Lambda::Url.FunctionArn" ->
                        functionArn(property.apply("TargetFunctionArn").orElse(id));
                    case "AWS::Events::EventBus.Arn" -> Place.arn("events", "event-bus/" + ref);
                    case "AWS::Events::EventBus.Name" -> ref;
                    case "AWS::Events::Rule.Arn" -> Place.arn("events", "rule/" + id);
                    case "AWS::Scheduler::Schedule.Arn" -> Place.arn("scheduler", "schedule/" + id);
                    case "AWS::ApiGatewayV2::Api.ApiEndpoint" -> place.http().toString();
                    case "AWS::ApiGatewayV2::Api.ApiId" -> id;
                    case "AWS::Cognito::UserPool.Arn" -> Place.arn("cognito-idp", "userpool/" + ref);
                    case "AWS::Cognito::UserPool.ProviderName" -> withoutScheme(place.issuer());
                    case "AWS::Cognito::UserPool.ProviderURL" -> place.issuer();
                    case "AWS::Cognito::UserPool.UserPoolId" -> ref;
                    default -> null;
                });
    }

    /** The ARN of a function that is named by its name or its ARN. */
    static String functionArn(String name) {
        return name.startsWith("arn:") ? name : Place.arn("lambda", "function:" + name);
    }

    private static String lastSegment(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static String withoutScheme(String url) {
        URI uri = URI.create(url);
        return uri.getAuthority() + uri.getPath();
    }
}
