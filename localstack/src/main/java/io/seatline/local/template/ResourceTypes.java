package io.seatline.local.template;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every resource type that Seatline's template may hold. */
final class ResourceTypes {

    private static final List<ResourceType> WITH_EFFECT = List.of(
            new TableType(),
            new QueueType(),
            new FunctionType(),
            new VersionType(),
            new AliasType(),
            new UrlType(),
            new EventInvokeConfigType(),
            new EventSourceMappingType(),
            new EventBusType(),
            new RuleType(),
            new ScheduleType(),
            new ApiType(),
            new StageType(),
            new IntegrationType(),
            new RouteType(),
            new AuthorizerType(),
            new UserPoolType(),
            new UserPoolClientType());

    private static final List<ResourceType> WITHOUT_EFFECT = List.of(
            without("AWS::CDK::Metadata", "tells AWS which constructs are in use"),
            without("AWS::CloudWatch::Alarm", "nobody is on call for a laptop"),
            without("AWS::CloudWatch::Dashboard", "there are no CloudWatch metrics to show"),
            without("AWS::Cognito::UserPoolGroup", "the development issuer puts any group into a token"),
            without("AWS::IAM::Policy", "one process may do everything"),
            without("AWS::IAM::Role", "one process may do everything"),
            without("AWS::Lambda::Permission", "one process may do everything"),
            without("AWS::Logs::LogGroup", "logs go to the console or a file"),
            without("AWS::Logs::MetricFilter", "there are no CloudWatch metrics"),
            without("AWS::S3::Bucket", "catalog documents are passed inline; there is no local S3"),
            without("AWS::S3::BucketPolicy", "there is no local S3"),
            without("AWS::SNS::Topic", "only alarms publish to it"),
            without("AWS::SNS::TopicPolicy", "only alarms publish to it"),
            without("AWS::SQS::QueuePolicy", "one process may do everything; queues are on the loopback interface"),
            without("AWS::Scheduler::ScheduleGroup", "groups schedules for permissions only"),
            without("AWS::SecretsManager::Secret", "functions get their local keys through the environment"),
            without("AWS::SecretsManager::ResourcePolicy", "there is no local Secrets Manager"));

    private static final Map<String, ResourceType> BY_NAME = Stream.concat(
                    WITH_EFFECT.stream(), WITHOUT_EFFECT.stream())
            .collect(Collectors.toUnmodifiableMap(ResourceType::name, Function.identity()));

    private ResourceTypes() {}

    private static ResourceType without(String name, String reason) {
        return new TypeWithoutEffect(name, reason);
    }

    static ResourceType named(String name, String id) {
        ResourceType type = BY_NAME.get(name);
        if (type == null) {
            throw new TemplateException("The embedded cloud does not know the type " + name + " of " + id
                    + ". Give it a class in io.seatline.local.template, or list it in ResourceTypes with the reason why"
                    + " it has no local effect.");
        }
        return type;
    }
}
